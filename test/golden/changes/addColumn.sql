-- nullable

-- sqlite: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" INTEGER;
-- sqlite, back: drop column flavor.rating
  the table is copied. losesData: the values of the column are gone for good

-- postgres: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" integer;
-- postgres, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";

-- mysql: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int;
-- mysql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mariadb: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int;
-- mariadb, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mssql: add column flavor.rating
  -- none
  alter table [flavor] add [rating] int null;
-- mssql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table [flavor] drop column [rating];

-- oracle: add column flavor.rating
  -- none
  alter table "flavor" add ("rating" number(10));
-- oracle, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";


-- with a default

-- sqlite: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" INTEGER default (7) not null;
-- sqlite, back: drop column flavor.rating
  the table is copied. losesData: the values of the column are gone for good

-- postgres: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" integer default 7 not null;
-- postgres, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";

-- mysql: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int not null default (7);
-- mysql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mariadb: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int not null default (7);
-- mariadb, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mssql: add column flavor.rating
  -- none
  alter table [flavor] add [rating] int constraint [df_flavor_rating] default (7) not null;
-- mssql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] drop column [rating];

-- oracle: add column flavor.rating
  -- none
  alter table "flavor" add ("rating" number(10) default 7 not null);
-- oracle, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";


-- required, without a default

-- sqlite: add column flavor.rating
  the table is copied. rewrites
-- sqlite, back: drop column flavor.rating
  the table is copied. losesData: the values of the column are gone for good

-- postgres: add column flavor.rating
  -- none
  alter table "flavor" add column "rating" integer not null;
-- postgres, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";

-- mysql: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int not null;
-- mysql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mariadb: add column flavor.rating
  -- none
  alter table `flavor` add column `rating` int not null;
-- mariadb, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mssql: add column flavor.rating
  -- none
  alter table [flavor] add [rating] int not null;
-- mssql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table [flavor] drop column [rating];

-- oracle: add column flavor.rating
  -- none
  alter table "flavor" add ("rating" number(10) not null);
-- oracle, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";


-- computed

-- sqlite: add column flavor.rating
  the table is copied. rewrites
-- sqlite, back: drop column flavor.rating
  the table is copied. losesData: the values of the column are gone for good

-- postgres: add column flavor.rating
  -- rewrites: the table can neither be read nor written while every row gets its value
  alter table "flavor" add column "rating" integer generated always as (1 + 1) stored;
-- postgres, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";

-- mysql: add column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` add column `rating` int generated always as (1 + 1) stored;
-- mysql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mariadb: add column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` add column `rating` int generated always as (1 + 1) stored;
-- mariadb, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;

-- mssql: add column flavor.rating
  -- rewrites: the table is locked while every row gets its value
  alter table [flavor] add [rating] as (1 + 1) persisted;
-- mssql, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table [flavor] drop column [rating];

-- oracle: add column flavor.rating
  -- none
  alter table "flavor" add ("rating" number(10) generated always as (1 + 1) virtual);
-- oracle, back: drop column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";
