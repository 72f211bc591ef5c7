-- plain

-- sqlite: add foreign key fk_flavor_supplier to flavor
  the table is copied. rewrites
-- sqlite, back: drop foreign key fk_flavor_supplier of flavor
  the table is copied. rewrites

-- postgres: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade;
-- postgres, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";

-- mysql: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mysql, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;

-- mariadb: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mariadb, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;

-- mssql: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table [flavor] add constraint [fk_flavor_supplier] foreign key ([supplier_id]) references [supplier] ([id]) on delete cascade;
-- mssql, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table [flavor] drop constraint [fk_flavor_supplier];

-- oracle: add foreign key fk_flavor_supplier to flavor
  -- locks: writes to both tables wait until every row was checked
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade;
-- oracle, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";


-- for new rows

-- sqlite: add foreign key fk_flavor_supplier to flavor
  the table is copied. rewrites
-- sqlite, back: drop foreign key fk_flavor_supplier of flavor
  the table is copied. rewrites

-- postgres: add foreign key fk_flavor_supplier to flavor
  -- none
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade not valid;
-- postgres, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";

-- mysql: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mysql, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;

-- mariadb: add foreign key fk_flavor_supplier to flavor
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` add constraint `fk_flavor_supplier` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mariadb, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table `flavor` drop foreign key `fk_flavor_supplier`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_flavor_supplier'), 'alter table `flavor` drop index `fk_flavor_supplier`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;

-- mssql: add foreign key fk_flavor_supplier to flavor
  -- none
  alter table [flavor] with nocheck add constraint [fk_flavor_supplier] foreign key ([supplier_id]) references [supplier] ([id]) on delete cascade;
-- mssql, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table [flavor] drop constraint [fk_flavor_supplier];

-- oracle: add foreign key fk_flavor_supplier to flavor
  -- none
  alter table "flavor" add constraint "fk_flavor_supplier" foreign key ("supplier_id") references "supplier" ("id") on delete cascade enable novalidate;
-- oracle, back: drop foreign key fk_flavor_supplier of flavor
  -- none
  alter table "flavor" drop constraint "fk_flavor_supplier";
