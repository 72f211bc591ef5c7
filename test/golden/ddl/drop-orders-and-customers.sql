-- sqlite
drop table if exists "order_line";
drop table if exists "customer";
drop table if exists "order";

-- postgres
alter table "order" drop constraint "fk_order_customer_id";
alter table "customer" drop constraint "fk_customer_default_order_id";
drop table if exists "customer";
drop table if exists "order_line";
drop table if exists "order";

-- mysql
alter table `order` drop foreign key `fk_order_customer_id`;
alter table `customer` drop foreign key `fk_customer_default_order_id`;
drop table if exists `customer`;
drop table if exists `order_line`;
drop table if exists `order`;

-- mariadb
alter table `order` drop foreign key `fk_order_customer_id`;
alter table `customer` drop foreign key `fk_customer_default_order_id`;
drop table if exists `customer`;
drop table if exists `order_line`;
drop table if exists `order`;

-- mssql
alter table [order] drop constraint [fk_order_customer_id];
alter table [customer] drop constraint [fk_customer_default_order_id];
drop table if exists [customer];
drop table if exists [order_line];
drop table if exists [order];

-- oracle
alter table "order" drop constraint "fk_order_customer_id";
alter table "customer" drop constraint "fk_customer_default_order_id";
drop table "customer";
drop table "order_line";
drop table "order";
