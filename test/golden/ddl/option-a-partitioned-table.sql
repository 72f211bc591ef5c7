-- sqlite
create table if not exists "special" (
  "id" INTEGER not null,
  "name" VARCHAR(50) not null,
  "size" TEXT not null,
  constraint "pk_special" primary key ("id"),
  constraint "ck_special_name_max_length" check (length("name") <= 50),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
);
create table if not exists "special_low" (
  "id" INTEGER not null,
  "name" VARCHAR(50) not null,
  "size" TEXT not null,
  constraint "pk_special_low" primary key ("id"),
  constraint "ck_special_low_name_max_length" check (length("name") <= 50),
  constraint "ck_special_low_size_values" check ("size" in ('s', 'm'))
);
drop table if exists "special_low";
drop table if exists "special";

-- postgres
create table if not exists "special" (
  "id" bigint not null,
  "name" varchar(50) not null,
  "size" text not null,
  constraint "pk_special" primary key ("id"),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
) partition by range (id);
create table if not exists "special_low" partition of "special" for values from (1) to (10);
drop table if exists "special_low";
drop table if exists "special";

-- mysql
create table if not exists `special` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_0900_bin not null,
  `size` varchar(1) collate utf8mb4_0900_bin not null,
  constraint `pk_special` primary key (`id`),
  constraint `ck_special_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_0900_bin partition by range (id) (partition p0 values less than (10), partition p1 values less than maxvalue);
create table if not exists `special_low` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_0900_bin not null,
  `size` varchar(1) collate utf8mb4_0900_bin not null,
  constraint `pk_special_low` primary key (`id`),
  constraint `ck_special_low_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_0900_bin;
drop table if exists `special_low`;
drop table if exists `special`;

-- mariadb
create table if not exists `special` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_nopad_bin not null,
  `size` varchar(1) collate utf8mb4_nopad_bin not null,
  constraint `pk_special` primary key (`id`),
  constraint `ck_special_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin partition by hash (id) partitions 4;
create table if not exists `special_low` (
  `id` bigint not null,
  `name` varchar(50) collate utf8mb4_nopad_bin not null,
  `size` varchar(1) collate utf8mb4_nopad_bin not null,
  constraint `pk_special_low` primary key (`id`),
  constraint `ck_special_low_size_values` check (`size` in ('s', 'm'))
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin;
drop table if exists `special_low`;
drop table if exists `special`;

-- mssql
if object_id(N'[special]', N'U') is null
create table [special] (
  [id] bigint not null,
  [name] nvarchar(50) collate Latin1_General_100_BIN2_UTF8 not null,
  [size] nvarchar(1) collate Latin1_General_100_BIN2_UTF8 not null,
  constraint [pk_special] primary key ([id]),
  constraint [ck_special_size_values] check ([size] in (N's', N'm'))
);
if object_id(N'[special_low]', N'U') is null
create table [special_low] (
  [id] bigint not null,
  [name] nvarchar(50) collate Latin1_General_100_BIN2_UTF8 not null,
  [size] nvarchar(1) collate Latin1_General_100_BIN2_UTF8 not null,
  constraint [pk_special_low] primary key ([id]),
  constraint [ck_special_low_size_values] check ([size] in (N's', N'm'))
);
drop table if exists [special_low];
drop table if exists [special];

-- oracle
create table "special" (
  "id" number(19) not null,
  "name" varchar2(50 char) not null,
  "size" varchar2(1 char) not null,
  constraint "pk_special" primary key ("id"),
  constraint "ck_special_size_values" check ("size" in ('s', 'm'))
);
create table "special_low" (
  "id" number(19) not null,
  "name" varchar2(50 char) not null,
  "size" varchar2(1 char) not null,
  constraint "pk_special_low" primary key ("id"),
  constraint "ck_special_low_size_values" check ("size" in ('s', 'm'))
);
drop table "special_low";
drop table "special";
