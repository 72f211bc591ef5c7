-- to another

-- sqlite: set the default of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: set the default of column flavor.rating
  the table is copied. rewrites

-- postgres: set the default of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" set default 8;
-- postgres, back: set the default of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" set default 7;

-- mysql: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (8);
-- mysql, back: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (7);

-- mariadb: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (8);
-- mariadb, back: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (7);

-- mssql: set the default of column flavor.rating
  -- none
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] add constraint [df_flavor_rating] default (8) for [rating];
-- mssql, back: set the default of column flavor.rating
  -- none
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] add constraint [df_flavor_rating] default (7) for [rating];

-- oracle: set the default of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" default 8);
-- oracle, back: set the default of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" default 7);


-- to none

-- sqlite: drop the default of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: set the default of column flavor.rating
  the table is copied. rewrites

-- postgres: drop the default of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" drop default;
-- postgres, back: set the default of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" set default 7;

-- mysql: drop the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;
-- mysql, back: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (7);

-- mariadb: drop the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;
-- mariadb, back: set the default of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int default (7);

-- mssql: drop the default of column flavor.rating
  -- none
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
-- mssql, back: set the default of column flavor.rating
  -- none
  alter table [flavor] add constraint [df_flavor_rating] default (7) for [rating];

-- oracle: drop the default of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" default null);
-- oracle, back: set the default of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" default 7);
