-- sqlite
select "rows"."name" as "name" from (select * from (select * from (select "item"."name" as "name" from "item" union all select "shop"."name" as "name" from "shop" union all select "item"."name" as "name" from "item") as "members" intersect select "shop"."name" as "name" from "shop") as "members" except select * from (select "shop"."name" as "name" from "shop" limit ?) as "members") as "rows";

-- postgres
select "rows"."name" as "name" from (select * from (select * from (select "item"."name" as "name" from "item" union all select "shop"."name" as "name" from "shop" union all select "item"."name" as "name" from "item") as "members" intersect select "shop"."name" as "name" from "shop") as "members" except select * from (select "shop"."name" as "name" from "shop" limit $1) as "members") as "rows";

-- mysql
select `rows`.`name` as `name` from (select * from (select * from (select `item`.`name` as `name` from `item` union all select `shop`.`name` as `name` from `shop` union all select `item`.`name` as `name` from `item`) as `members` intersect select `shop`.`name` as `name` from `shop`) as `members` except select * from (select `shop`.`name` as `name` from `shop` limit ?) as `members`) as `rows`;

-- mariadb
select `rows`.`name` as `name` from (select * from (select * from (select `item`.`name` as `name` from `item` union all select `shop`.`name` as `name` from `shop` union all select `item`.`name` as `name` from `item`) as `members` intersect select `shop`.`name` as `name` from `shop`) as `members` except select * from (select `shop`.`name` as `name` from `shop` limit ?) as `members`) as `rows`;

-- mssql
select [rows].[name] as [name] from (select * from (select * from (select [item].[name] as [name] from [item] union all select [shop].[name] as [name] from [shop] union all select [item].[name] as [name] from [item]) as [members] intersect select [shop].[name] as [name] from [shop]) as [members] except select * from (select top (@p1) [shop].[name] as [name] from [shop]) as [members]) as [rows];

-- oracle
select "rows"."name" as "name" from (select * from (select * from (select "item"."name" as "name" from "item" union all select "shop"."name" as "name" from "shop" union all select "item"."name" as "name" from "item") "members" intersect select "shop"."name" as "name" from "shop") "members" minus select * from (select "shop"."name" as "name" from "shop" fetch first :1 rows only) "members") "rows";
