-- sqlite
create table if not exists "special" (
  "id" INTEGER not null,
  "name" VARCHAR(50) not null,
  "size" TEXT not null,
  constraint "pk_special" primary key ("name"),
  constraint "ck_special_name_max_length" check (length("name") <= 50),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
) without rowid;
drop table if exists "special";

-- postgres
create table if not exists "special" (
  "id" bigint not null,
  "name" varchar(50) not null,
  "size" text not null,
  constraint "pk_special" primary key ("name"),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
);
drop table if exists "special";

-- mysql
create table if not exists `special` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_0900_bin not null,
  `size` varchar(1) collate utf8mb4_0900_bin not null,
  constraint `pk_special` primary key (`name`),
  constraint `ck_special_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_0900_bin;
drop table if exists `special`;

-- mariadb
create table if not exists `special` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_nopad_bin not null,
  `size` varchar(1) collate utf8mb4_nopad_bin not null,
  constraint `pk_special` primary key (`name`),
  constraint `ck_special_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin;
drop table if exists `special`;

-- mssql
if object_id(N'[special]', N'U') is null
create table [special] (
  [id] bigint not null,
  [name] nvarchar(50) collate Latin1_General_100_BIN2_UTF8 not null,
  [size] nvarchar(1) collate Latin1_General_100_BIN2_UTF8 not null,
  constraint [pk_special] primary key ([name]),
  constraint [ck_special_size_values] check ([size] in (N's', N'm'))
);
drop table if exists [special];

-- oracle
create table "special" (
  "id" number(19) not null,
  "name" varchar2(50 char) not null,
  "size" varchar2(1 char) not null,
  constraint "pk_special" primary key ("name"),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
);
drop table "special";
