-- plain

-- sqlite: drop foreign key fk_flavor_supplier of flavor
  the table is copied. rewrites
-- sqlite, back: add foreign key fk_flavor_supplier to flavor
  the table is copied. rewrites

-- postgres: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";
-- postgres, back: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade;

-- mysql: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
-- mysql, back: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;

-- mariadb: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
-- mariadb, back: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;

-- mssql: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table [flavor] drop constraint [fk_flavor_supplier];
-- mssql, back: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table [flavor] add constraint [fk_flavor_supplier] foreign key ([supplier_id]) references [supplier] ([id]) on delete cascade;

-- oracle: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";
-- oracle, back: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade;
