-- to required, with a default

-- sqlite: refuse NULL in column flavor.rating
  the table is copied. rewrites
-- sqlite, back: allow NULL in column flavor.rating
  the table is copied. rewrites

-- postgres: refuse NULL in column flavor.rating
  -- locks: the table can neither be read nor written while every row is looked at; rows without a value get the default
  update "flavor" set "rating" = 7 where "rating" is null;
  alter table "flavor" alter column "rating" set not null;
-- postgres, back: allow NULL in column flavor.rating
  -- none
  alter table "flavor" alter column "rating" drop not null;

-- mysql: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; rows without a value get the default
  update `flavor` set `rating` = 7 where `rating` is null;
  alter table `flavor` modify column `rating` int not null default (7);
-- mysql, back: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int default (7);

-- mariadb: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; rows without a value get the default
  update `flavor` set `rating` = 7 where `rating` is null;
  alter table `flavor` modify column `rating` int not null default (7);
-- mariadb, back: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int default (7);

-- mssql: refuse NULL in column flavor.rating
  -- locks: the table is locked while every row is looked at; rows without a value get the default
  update [flavor] set [rating] = 7 where [rating] is null;
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] alter column [rating] int not null;
  alter table [flavor] add constraint [df_flavor_rating] default (7) for [rating];
-- mssql, back: allow NULL in column flavor.rating
  -- none
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] alter column [rating] int null;
  alter table [flavor] add constraint [df_flavor_rating] default (7) for [rating];

-- oracle: refuse NULL in column flavor.rating
  -- locks: writes wait while every row is looked at; rows without a value get the default
  update "flavor" set "rating" = 7 where "rating" is null;
  alter table "flavor" modify ("rating" not null);
-- oracle, back: allow NULL in column flavor.rating
  -- none
  alter table "flavor" modify ("rating" null);


-- to required

-- sqlite: refuse NULL in column flavor.rating
  the table is copied. rewrites
-- sqlite, back: allow NULL in column flavor.rating
  the table is copied. rewrites

-- postgres: refuse NULL in column flavor.rating
  -- locks: the table can neither be read nor written while every row is looked at; a row without a value makes it fail
  alter table "flavor" alter column "rating" set not null;
-- postgres, back: allow NULL in column flavor.rating
  -- none
  alter table "flavor" alter column "rating" drop not null;

-- mysql: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; a row without a value makes it fail
  alter table `flavor` modify column `rating` int not null;
-- mysql, back: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int;

-- mariadb: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; a row without a value makes it fail
  alter table `flavor` modify column `rating` int not null;
-- mariadb, back: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int;

-- mssql: refuse NULL in column flavor.rating
  -- locks: the table is locked while every row is looked at; a row without a value makes it fail
  alter table [flavor] alter column [rating] int not null;
-- mssql, back: allow NULL in column flavor.rating
  -- none
  alter table [flavor] alter column [rating] int null;

-- oracle: refuse NULL in column flavor.rating
  -- locks: writes wait while every row is looked at; a row without a value makes it fail
  alter table "flavor" modify ("rating" not null);
-- oracle, back: allow NULL in column flavor.rating
  -- none
  alter table "flavor" modify ("rating" null);


-- to nullable

-- sqlite: allow NULL in column flavor.rating
  the table is copied. rewrites
-- sqlite, back: refuse NULL in column flavor.rating
  the table is copied. rewrites

-- postgres: allow NULL in column flavor.rating
  -- none
  alter table "flavor" alter column "rating" drop not null;
-- postgres, back: refuse NULL in column flavor.rating
  -- locks: the table can neither be read nor written while every row is looked at; a row without a value makes it fail
  alter table "flavor" alter column "rating" set not null;

-- mysql: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int;
-- mysql, back: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; a row without a value makes it fail
  alter table `flavor` modify column `rating` int not null;

-- mariadb: allow NULL in column flavor.rating
  -- rewrites: the table is written anew; reads and writes go on
  alter table `flavor` modify column `rating` int;
-- mariadb, back: refuse NULL in column flavor.rating
  -- rewrites: the table is written anew; a row without a value makes it fail
  alter table `flavor` modify column `rating` int not null;

-- mssql: allow NULL in column flavor.rating
  -- none
  alter table [flavor] alter column [rating] int null;
-- mssql, back: refuse NULL in column flavor.rating
  -- locks: the table is locked while every row is looked at; a row without a value makes it fail
  alter table [flavor] alter column [rating] int not null;

-- oracle: allow NULL in column flavor.rating
  -- none
  alter table "flavor" modify ("rating" null);
-- oracle, back: refuse NULL in column flavor.rating
  -- locks: writes wait while every row is looked at; a row without a value makes it fail
  alter table "flavor" modify ("rating" not null);
