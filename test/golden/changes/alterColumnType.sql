-- to a greater integer

-- sqlite: change the type from INTEGER to INTEGER of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the type from INTEGER to INTEGER of column flavor.rating
  the table is copied. rewrites

-- postgres: change the type from integer to bigint of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes
  alter table "flavor" alter column "rating" type bigint;
-- postgres, back: change the type from bigint to integer of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" type integer;

-- mysql: change the type from int to bigint of column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` modify column `rating` bigint;
-- mysql, back: change the type from bigint to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int;

-- mariadb: change the type from int to bigint of column flavor.rating
  -- rewrites: writes wait while the table is copied
  alter table `flavor` modify column `rating` bigint;
-- mariadb, back: change the type from bigint to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int;

-- mssql: change the type from int to bigint of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] bigint null;
-- mssql, back: change the type from bigint to int of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] int null;

-- oracle: change the type from number(10) to number(19) of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" number(19));
-- oracle, back: change the type from number(19) to number(10) of column flavor.rating
  -- locks: the table is locked while every row is looked at; a value that is too long makes it fail
  alter table "flavor" modify ("rating" number(10));


-- to longer text

-- sqlite: change the type from VARCHAR(20) to VARCHAR(40) of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the type from VARCHAR(40) to VARCHAR(20) of column flavor.rating
  the table is copied. rewrites

-- postgres: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" type varchar(40);
-- postgres, back: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" type varchar(20);

-- mysql: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` varchar(40);
-- mysql, back: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);

-- mariadb: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` varchar(40);
-- mariadb, back: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);

-- mssql: change the type from nvarchar(20) to nvarchar(40) of column flavor.rating
  -- none
  alter table [flavor] alter column [rating] nvarchar(40) null;
-- mssql, back: change the type from nvarchar(40) to nvarchar(20) of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] nvarchar(20) null;

-- oracle: change the type from varchar2(20 char) to varchar2(40 char) of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" varchar2(40 char));
-- oracle, back: change the type from varchar2(40 char) to varchar2(20 char) of column flavor.rating
  -- locks: the table is locked while every row is looked at; a value that is too long makes it fail
  alter table "flavor" modify ("rating" varchar2(20 char));


-- to shorter text

-- sqlite: change the type from VARCHAR(40) to VARCHAR(20) of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the type from VARCHAR(20) to VARCHAR(40) of column flavor.rating
  the table is copied. rewrites

-- postgres: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" type varchar(20);
-- postgres, back: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" type varchar(40);

-- mysql: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);
-- mysql, back: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` varchar(40);

-- mariadb: change the type from varchar(40) to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);
-- mariadb, back: change the type from varchar(20) to varchar(40) of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` varchar(40);

-- mssql: change the type from nvarchar(40) to nvarchar(20) of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] nvarchar(20) null;
-- mssql, back: change the type from nvarchar(20) to nvarchar(40) of column flavor.rating
  -- none
  alter table [flavor] alter column [rating] nvarchar(40) null;

-- oracle: change the type from varchar2(40 char) to varchar2(20 char) of column flavor.rating
  -- locks: the table is locked while every row is looked at; a value that is too long makes it fail
  alter table "flavor" modify ("rating" varchar2(20 char));
-- oracle, back: change the type from varchar2(20 char) to varchar2(40 char) of column flavor.rating
  -- none
  alter table "flavor" modify ("rating" varchar2(40 char));


-- from integer to text

-- sqlite: change the type from INTEGER to VARCHAR(20) of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the type from VARCHAR(20) to INTEGER of column flavor.rating
  the table is copied. rewrites

-- postgres: change the type from integer to varchar(20) of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" drop default;
  alter table "flavor" alter column "rating" type varchar(20) using "rating"::text;
  alter table "flavor" alter column "rating" set default '7';
-- postgres, back: change the type from varchar(20) to integer of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" drop default;
  alter table "flavor" alter column "rating" type integer using "rating"::integer;
  alter table "flavor" alter column "rating" set default 7;

-- mysql: change the type from int to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20) default ('7');
-- mysql, back: change the type from varchar(20) to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int default (7);

-- mariadb: change the type from int to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20) default ('7');
-- mariadb, back: change the type from varchar(20) to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int default (7);

-- mssql: change the type from int to nvarchar(20) of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] alter column [rating] nvarchar(20) null;
  alter table [flavor] add constraint [df_flavor_rating] default ('7') for [rating];
-- mssql, back: change the type from nvarchar(20) to int of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  declare @sql nvarchar(max) = (select N'alter table [flavor] drop constraint ' + quotename(name) from sys.default_constraints where parent_object_id = object_id(N'[flavor]') and col_name(parent_object_id, parent_column_id) = N'rating'); if @sql is not null exec (@sql);
  alter table [flavor] alter column [rating] int null;
  alter table [flavor] add constraint [df_flavor_rating] default (7) for [rating];

-- oracle: change the type from number(10) to varchar2(20 char) of column flavor.rating
  refused: Oracle cannot turn flavor.rating from number(10) into varchar2(20 char): add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- oracle, back: change the type from varchar2(20 char) to number(10) of column flavor.rating
  refused: Oracle cannot turn flavor.rating from varchar2(20 char) into number(10): add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)


-- from text to integer

-- sqlite: change the type from VARCHAR(20) to INTEGER of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the type from INTEGER to VARCHAR(20) of column flavor.rating
  the table is copied. rewrites

-- postgres: change the type from varchar(20) to integer of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" type integer using "rating"::integer;
-- postgres, back: change the type from integer to varchar(20) of column flavor.rating
  -- rewrites: the table can neither be read nor written while it is written anew with its indexes; a value that is none of the new type makes it fail
  alter table "flavor" alter column "rating" type varchar(20) using "rating"::text;

-- mysql: change the type from varchar(20) to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int;
-- mysql, back: change the type from int to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);

-- mariadb: change the type from varchar(20) to int of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` int;
-- mariadb, back: change the type from int to varchar(20) of column flavor.rating
  -- rewrites: writes wait while the table is copied; a value that is none of the new type makes it fail
  alter table `flavor` modify column `rating` varchar(20);

-- mssql: change the type from nvarchar(20) to int of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] int null;
-- mssql, back: change the type from int to nvarchar(20) of column flavor.rating
  -- rewrites: the table is locked while it is written anew
  alter table [flavor] alter column [rating] nvarchar(20) null;

-- oracle: change the type from varchar2(20 char) to number(10) of column flavor.rating
  refused: Oracle cannot turn flavor.rating from varchar2(20 char) into number(10): add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- oracle, back: change the type from number(10) to varchar2(20 char) of column flavor.rating
  refused: Oracle cannot turn flavor.rating from number(10) into varchar2(20 char): add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)


-- that means nothing

-- sqlite: change the type from INTEGER to DATE_TEXT of column flavor.rating
  refused: SQLite cannot turn flavor.rating from INTEGER into DATE_TEXT: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- sqlite, back: change the type from DATE_TEXT to INTEGER of column flavor.rating
  refused: SQLite cannot turn flavor.rating from DATE_TEXT into INTEGER: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- postgres: change the type from integer to date of column flavor.rating
  refused: PostgreSQL cannot turn flavor.rating from integer into date: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- postgres, back: change the type from date to integer of column flavor.rating
  refused: PostgreSQL cannot turn flavor.rating from date into integer: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- mysql: change the type from int to date of column flavor.rating
  refused: this server cannot turn flavor.rating from int into date: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- mysql, back: change the type from date to int of column flavor.rating
  refused: this server cannot turn flavor.rating from date into int: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- mariadb: change the type from int to date of column flavor.rating
  refused: this server cannot turn flavor.rating from int into date: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- mariadb, back: change the type from date to int of column flavor.rating
  refused: this server cannot turn flavor.rating from date into int: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- mssql: change the type from int to date of column flavor.rating
  refused: SQL Server cannot turn flavor.rating from int into date: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- mssql, back: change the type from date to int of column flavor.rating
  refused: SQL Server cannot turn flavor.rating from date into int: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- oracle: change the type from number(10) to date of column flavor.rating
  refused: Oracle cannot turn flavor.rating from number(10) into date: add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- oracle, back: change the type from date to number(10) of column flavor.rating
  refused: Oracle cannot turn flavor.rating from date into number(10): add a column of the new type, fill it in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
