-- with a default

-- sqlite: drop column flavor.rating
  the table is copied. losesData: the values of the column are gone for good
-- sqlite, back: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" INTEGER default (7);

-- postgres: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";
-- postgres, back: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" integer default 7;

-- mysql: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;
-- mysql, back: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int default (7);

-- mariadb: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;
-- mariadb, back: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int default (7);

-- mssql: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] drop column [rating];
-- mssql, back: add column flavor.rating
  -- none
  alter table [flavor] add [rating] int constraint [df_flavor_rating] default (7) null;

-- oracle: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";
-- oracle, back: add column flavor.rating
  -- none
  alter table "flavor" add ("rating" number(10) default 7);
