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
set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'order' and index_name = 'fk_order_customer_id'), 'alter table `order` drop index `fk_order_customer_id`', 'do 0');
prepare ormdantic_drop from @ormdantic_drop;
execute ormdantic_drop;
deallocate prepare ormdantic_drop;
alter table `customer` drop foreign key `fk_customer_default_order_id`;
set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'customer' and index_name = 'fk_customer_default_order_id'), 'alter table `customer` drop index `fk_customer_default_order_id`', 'do 0');
prepare ormdantic_drop from @ormdantic_drop;
execute ormdantic_drop;
deallocate prepare ormdantic_drop;
drop table if exists `customer`;
drop table if exists `order_line`;
drop table if exists `order`;

-- mariadb
alter table `order` drop foreign key `fk_order_customer_id`;
set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'order' and index_name = 'fk_order_customer_id'), 'alter table `order` drop index `fk_order_customer_id`', 'do 0');
prepare ormdantic_drop from @ormdantic_drop;
execute ormdantic_drop;
deallocate prepare ormdantic_drop;
alter table `customer` drop foreign key `fk_customer_default_order_id`;
set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'customer' and index_name = 'fk_customer_default_order_id'), 'alter table `customer` drop index `fk_customer_default_order_id`', 'do 0');
prepare ormdantic_drop from @ormdantic_drop;
execute ormdantic_drop;
deallocate prepare ormdantic_drop;
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
