-- to another expression

-- sqlite: compute column flavor.rating
  the table is copied. rewrites
-- sqlite, back: compute column flavor.rating
  the table is copied. rewrites

-- postgres: compute column flavor.rating
  -- rewrites: the table can neither be read nor written while every row is computed
  alter table "flavor" drop column "rating";
  alter table "flavor" add column "rating" integer generated always as (1 + 2) stored;
-- postgres, back: compute column flavor.rating
  -- rewrites: the table can neither be read nor written while every row is computed
  alter table "flavor" drop column "rating";
  alter table "flavor" add column "rating" integer generated always as (1 + 1) stored;

-- mysql: compute column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 2) stored;
-- mysql, back: compute column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 1) stored;

-- mariadb: compute column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 2) stored;
-- mariadb, back: compute column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 1) stored;

-- mssql: compute column flavor.rating
  -- rewrites: the table is locked while every row is computed
  alter table [flavor] drop column [rating];
  alter table [flavor] add [rating] as (1 + 2) persisted;
-- mssql, back: compute column flavor.rating
  -- rewrites: the table is locked while every row is computed
  alter table [flavor] drop column [rating];
  alter table [flavor] add [rating] as (1 + 1) persisted;

-- oracle: compute column flavor.rating
  -- none
  alter table "flavor" modify ("rating" generated always as (1 + 2) virtual);
-- oracle, back: compute column flavor.rating
  -- none
  alter table "flavor" modify ("rating" generated always as (1 + 1) virtual);


-- to plain

-- sqlite: keep the values and stop computing column flavor.rating
  the table is copied. rewrites
-- sqlite, back: compute column flavor.rating
  the table is copied. losesData: the values of the column are gone for good

-- postgres: keep the values and stop computing column flavor.rating
  -- none
  alter table "flavor" alter column "rating" drop expression;
-- postgres, back: compute column flavor.rating
  -- losesData: the values of the column are gone for good; the table can neither be read nor written while every row is computed
  alter table "flavor" drop column "rating";
  alter table "flavor" add column "rating" integer generated always as (1 + 1) virtual;

-- mysql: keep the values and stop computing column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int;
  update `flavor` set `rating` = 1 + 1;
-- mysql, back: compute column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 1) virtual;

-- mariadb: keep the values and stop computing column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int;
  update `flavor` set `rating` = 1 + 1;
-- mariadb, back: compute column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table `flavor` drop column `rating`;
  alter table `flavor` add column `rating` int generated always as (1 + 1) virtual;

-- mssql: keep the values and stop computing column flavor.rating
  -- rewrites: the table is locked while every row gets its value
  alter table [flavor] drop column [rating];
  alter table [flavor] add [rating] int null;
  exec (N'update [flavor] set [rating] = 1 + 1');
-- mssql, back: compute column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table [flavor] drop column [rating];
  alter table [flavor] add [rating] as (1 + 1);

-- oracle: keep the values and stop computing column flavor.rating
  -- rewrites: the table is locked while every row gets its value
  alter table "flavor" drop column "rating";
  alter table "flavor" add ("rating" number(10));
  update "flavor" set "rating" = 1 + 1;
-- oracle, back: compute column flavor.rating
  -- losesData: the values of the column are gone for good
  alter table "flavor" drop column "rating";
  alter table "flavor" add ("rating" number(10) generated always as (1 + 1) virtual);
