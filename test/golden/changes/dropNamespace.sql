-- shop

-- sqlite: drop schema shop
  -- none
-- sqlite, back: create schema shop
  -- none

-- postgres: drop schema shop
  -- none
  drop schema "shop";
-- postgres, back: create schema shop
  -- none
  create schema if not exists "shop";

-- mysql: drop schema shop
  -- losesData: the database goes with all that is in it
  drop database `shop`;
-- mysql, back: create schema shop
  -- none
  create database if not exists `shop` default character set utf8mb4 collate utf8mb4_0900_bin;

-- mariadb: drop schema shop
  -- losesData: the database goes with all that is in it
  drop database `shop`;
-- mariadb, back: create schema shop
  -- none
  create database if not exists `shop` default character set utf8mb4 collate utf8mb4_nopad_bin;

-- mssql: drop schema shop
  -- none
  drop schema [shop];
-- mssql, back: create schema shop
  -- none
  if schema_id(N'shop') is null exec (N'create schema [shop]');

-- oracle: drop schema shop
  -- none
-- oracle, back: create schema shop
  -- none
