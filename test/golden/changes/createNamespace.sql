-- shop

-- sqlite: create schema shop
  -- none
-- sqlite, back: drop schema shop
  -- none

-- postgres: create schema shop
  -- none
  create schema if not exists "shop";
-- postgres, back: drop schema shop
  -- none
  drop schema "shop";

-- mysql: create schema shop
  -- none
  create database if not exists `shop` default character set utf8mb4 collate utf8mb4_0900_bin;
-- mysql, back: drop schema shop
  -- losesData: the database goes with all that is in it
  drop database `shop`;

-- mariadb: create schema shop
  -- none
  create database if not exists `shop` default character set utf8mb4 collate utf8mb4_nopad_bin;
-- mariadb, back: drop schema shop
  -- losesData: the database goes with all that is in it
  drop database `shop`;

-- mssql: create schema shop
  -- none
  if schema_id(N'shop') is null exec (N'create schema [shop]');
-- mssql, back: drop schema shop
  -- none
  drop schema [shop];

-- oracle: create schema shop
  -- none
-- oracle, back: drop schema shop
  -- none
