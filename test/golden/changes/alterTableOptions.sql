-- of each database

-- sqlite: change the options of table flavor
  the table is copied. rewrites
-- sqlite, back: change the options of table flavor
  the table is copied. rewrites

-- postgres: change the options of table flavor
  -- rewrites: the table can neither be read nor written while it is written anew
  alter table "flavor" set unlogged;
  alter table "flavor" set ("fillfactor" = '70');
-- postgres, back: change the options of table flavor
  -- rewrites: the table can neither be read nor written while it is written anew
  alter table "flavor" set logged;
  alter table "flavor" reset ("fillfactor");

-- mysql: change the options of table flavor
  -- rewrites: writes may wait while the table is copied
  alter table `flavor` row_format = dynamic;
-- mysql, back: change the options of table flavor
  -- rewrites: writes may wait while the table is copied
  alter table `flavor` row_format = default;

-- mariadb: change the options of table flavor
  -- rewrites: writes may wait while the table is copied
  alter table `flavor` row_format = dynamic;
-- mariadb, back: change the options of table flavor
  -- rewrites: writes may wait while the table is copied
  alter table `flavor` row_format = default;

-- mssql: change the options of table flavor
  refused: SQL Server cannot move the table flavor to another filegroup: create a new table there, copy the rows in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)
-- mssql, back: change the options of table flavor
  refused: SQL Server cannot move the table flavor to another filegroup: create a new table there, copy the rows in a data step and drop the old one (SCHEMA.CANNOT_CHANGE)

-- oracle: change the options of table flavor
  -- rewrites: writes wait while the table is moved; its indexes must be rebuilt afterwards
  alter table "flavor" move tablespace "FAST";
-- oracle, back: change the options of table flavor
  -- rewrites: writes wait while the table is moved; its indexes must be rebuilt afterwards
  alter table "flavor" move nocompress;
