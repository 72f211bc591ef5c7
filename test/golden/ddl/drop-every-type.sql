-- sqlite
drop table if exists "everything";

-- postgres
drop table if exists "everything";

-- mysql
drop table if exists `everything`;

-- mariadb
drop table if exists `everything`;

-- mssql
drop table if exists [everything];

-- oracle
drop table "everything";
