-- an index

-- sqlite: rename ix_flavor_rating of flavor to ix_new
  -- none
  drop index "ix_flavor_rating";
  create index "ix_new" on "flavor" ("rating" desc);
-- sqlite, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  drop index "ix_new";
  create index "ix_flavor_rating" on "flavor" ("rating" desc);

-- postgres: rename ix_flavor_rating of flavor to ix_new
  -- none
  alter index "ix_flavor_rating" rename to "ix_new";
-- postgres, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  alter index "ix_new" rename to "ix_flavor_rating";

-- mysql: rename ix_flavor_rating of flavor to ix_new
  -- none
  alter table `flavor` rename index `ix_flavor_rating` to `ix_new`;
-- mysql, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  alter table `flavor` rename index `ix_new` to `ix_flavor_rating`;

-- mariadb: rename ix_flavor_rating of flavor to ix_new
  -- none
  alter table `flavor` rename index `ix_flavor_rating` to `ix_new`;
-- mariadb, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  alter table `flavor` rename index `ix_new` to `ix_flavor_rating`;

-- mssql: rename ix_flavor_rating of flavor to ix_new
  -- none
  exec sp_rename N'[flavor].[ix_flavor_rating]', N'ix_new', N'INDEX';
-- mssql, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  exec sp_rename N'[flavor].[ix_new]', N'ix_flavor_rating', N'INDEX';

-- oracle: rename ix_flavor_rating of flavor to ix_new
  -- none
  alter index "ix_flavor_rating" rename to "ix_new";
-- oracle, back: rename ix_new of flavor to ix_flavor_rating
  -- none
  alter index "ix_new" rename to "ix_flavor_rating";


-- a unique

-- sqlite: rename uq_old of flavor to uq_new
  the table is copied. rewrites
-- sqlite, back: rename uq_new of flavor to uq_old
  the table is copied. rewrites

-- postgres: rename uq_old of flavor to uq_new
  -- none
  alter table "flavor" rename constraint "uq_old" to "uq_new";
-- postgres, back: rename uq_new of flavor to uq_old
  -- none
  alter table "flavor" rename constraint "uq_new" to "uq_old";

-- mysql: rename uq_old of flavor to uq_new
  -- none
  alter table `flavor` rename index `uq_old` to `uq_new`;
-- mysql, back: rename uq_new of flavor to uq_old
  -- none
  alter table `flavor` rename index `uq_new` to `uq_old`;

-- mariadb: rename uq_old of flavor to uq_new
  -- none
  alter table `flavor` rename index `uq_old` to `uq_new`;
-- mariadb, back: rename uq_new of flavor to uq_old
  -- none
  alter table `flavor` rename index `uq_new` to `uq_old`;

-- mssql: rename uq_old of flavor to uq_new
  -- none
  exec sp_rename N'[uq_old]', N'uq_new', N'OBJECT';
-- mssql, back: rename uq_new of flavor to uq_old
  -- none
  exec sp_rename N'[uq_new]', N'uq_old', N'OBJECT';

-- oracle: rename uq_old of flavor to uq_new
  -- none
  alter table "flavor" rename constraint "uq_old" to "uq_new";
-- oracle, back: rename uq_new of flavor to uq_old
  -- none
  alter table "flavor" rename constraint "uq_new" to "uq_old";


-- a check

-- sqlite: rename ck_old of flavor to ck_new
  the table is copied. rewrites
-- sqlite, back: rename ck_new of flavor to ck_old
  the table is copied. rewrites

-- postgres: rename ck_old of flavor to ck_new
  -- none
  alter table "flavor" rename constraint "ck_old" to "ck_new";
-- postgres, back: rename ck_new of flavor to ck_old
  -- none
  alter table "flavor" rename constraint "ck_new" to "ck_old";

-- mysql: rename ck_old of flavor to ck_new
  -- none
  alter table `flavor` drop constraint `ck_old`;
  alter table `flavor` add constraint `ck_new` check (1 < 2);
-- mysql, back: rename ck_new of flavor to ck_old
  -- none
  alter table `flavor` drop constraint `ck_new`;
  alter table `flavor` add constraint `ck_old` check (1 < 2);

-- mariadb: rename ck_old of flavor to ck_new
  -- none
  alter table `flavor` drop constraint `ck_old`;
  alter table `flavor` add constraint `ck_new` check (1 < 2);
-- mariadb, back: rename ck_new of flavor to ck_old
  -- none
  alter table `flavor` drop constraint `ck_new`;
  alter table `flavor` add constraint `ck_old` check (1 < 2);

-- mssql: rename ck_old of flavor to ck_new
  -- none
  exec sp_rename N'[ck_old]', N'ck_new', N'OBJECT';
-- mssql, back: rename ck_new of flavor to ck_old
  -- none
  exec sp_rename N'[ck_new]', N'ck_old', N'OBJECT';

-- oracle: rename ck_old of flavor to ck_new
  -- none
  alter table "flavor" rename constraint "ck_old" to "ck_new";
-- oracle, back: rename ck_new of flavor to ck_old
  -- none
  alter table "flavor" rename constraint "ck_new" to "ck_old";


-- a foreign key

-- sqlite: rename fk_old of flavor to fk_new
  the table is copied. rewrites
-- sqlite, back: rename fk_new of flavor to fk_old
  the table is copied. rewrites

-- postgres: rename fk_old of flavor to fk_new
  -- none
  alter table "flavor" rename constraint "fk_old" to "fk_new";
-- postgres, back: rename fk_new of flavor to fk_old
  -- none
  alter table "flavor" rename constraint "fk_new" to "fk_old";

-- mysql: rename fk_old of flavor to fk_new
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` drop foreign key `fk_old`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_old'), 'alter table `flavor` drop index `fk_old`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
  alter table `flavor` add constraint `fk_new` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mysql, back: rename fk_new of flavor to fk_old
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` drop foreign key `fk_new`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_new'), 'alter table `flavor` drop index `fk_new`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
  alter table `flavor` add constraint `fk_old` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;

-- mariadb: rename fk_old of flavor to fk_new
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` drop foreign key `fk_old`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_old'), 'alter table `flavor` drop index `fk_old`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
  alter table `flavor` add constraint `fk_new` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;
-- mariadb, back: rename fk_new of flavor to fk_old
  -- rewrites: writes wait while the table is copied and every row is checked
  alter table `flavor` drop foreign key `fk_new`;
  set @ormdantic_drop = if(exists (select 1 from information_schema.statistics where table_schema = database() and table_name = 'flavor' and index_name = 'fk_new'), 'alter table `flavor` drop index `fk_new`', 'do 0');
  prepare ormdantic_drop from @ormdantic_drop;
  execute ormdantic_drop;
  deallocate prepare ormdantic_drop;
  alter table `flavor` add constraint `fk_old` foreign key (`supplier_id`) references `supplier` (`id`) on delete cascade;

-- mssql: rename fk_old of flavor to fk_new
  -- none
  exec sp_rename N'[fk_old]', N'fk_new', N'OBJECT';
-- mssql, back: rename fk_new of flavor to fk_old
  -- none
  exec sp_rename N'[fk_new]', N'fk_old', N'OBJECT';

-- oracle: rename fk_old of flavor to fk_new
  -- none
  alter table "flavor" rename constraint "fk_old" to "fk_new";
-- oracle, back: rename fk_new of flavor to fk_old
  -- none
  alter table "flavor" rename constraint "fk_new" to "fk_old";
