-- sqlite
create table if not exists "special" (
  "id" INTEGER not null,
  "weight" REAL not null,
  "photo" BLOB not null,
  constraint "pk_special" primary key ("id")
) strict;
drop table if exists "special";

-- postgres
create table if not exists "special" (
  "id" bigint not null,
  "weight" double precision not null,
  "photo" bytea not null,
  constraint "pk_special" primary key ("id")
);
drop table if exists "special";

-- mysql
create table if not exists `special` (
  `id` bigint not null,
  `weight` double not null,
  `photo` longblob not null,
  constraint `pk_special` primary key (`id`)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_0900_bin;
drop table if exists `special`;

-- mariadb
create table if not exists `special` (
  `id` bigint not null,
  `weight` double not null,
  `photo` longblob not null,
  constraint `pk_special` primary key (`id`)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_nopad_bin;
drop table if exists `special`;

-- mssql
if object_id(N'[special]', N'U') is null
create table [special] (
  [id] bigint not null,
  [weight] float not null,
  [photo] varbinary(max) not null,
  constraint [pk_special] primary key ([id])
);
drop table if exists [special];

-- oracle
create table "special" (
  "id" number(19) not null,
  "weight" binary_double not null,
  "photo" blob not null,
  constraint "pk_special" primary key ("id")
);
drop table "special";
