-- to two columns

-- sqlite: make id, rating the primary key of flavor
  the table is copied. rewrites
-- sqlite, back: make id the primary key of flavor
  the table is copied. rewrites

-- postgres: make id, rating the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
  alter table "flavor" add constraint "pk_flavor" primary key ("id", "rating");
-- postgres, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
  alter table "flavor" add constraint "pk_flavor" primary key ("id");

-- mysql: make id, rating the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key, add primary key (`id`, `rating`);
-- mysql, back: make id the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key, add primary key (`id`);

-- mariadb: make id, rating the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key, add primary key (`id`, `rating`);
-- mariadb, back: make id the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key, add primary key (`id`);

-- mssql: make id, rating the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table [flavor] drop constraint [pk_flavor];
  alter table [flavor] add constraint [pk_flavor] primary key ([id], [rating]);
-- mssql, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table [flavor] drop constraint [pk_flavor];
  alter table [flavor] add constraint [pk_flavor] primary key ([id]);

-- oracle: make id, rating the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
  alter table "flavor" add constraint "pk_flavor" primary key ("id", "rating");
-- oracle, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
  alter table "flavor" add constraint "pk_flavor" primary key ("id");


-- to none

-- sqlite: drop the primary key of flavor
  the table is copied. rewrites
-- sqlite, back: make id the primary key of flavor
  the table is copied. rewrites

-- postgres: drop the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
-- postgres, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" add constraint "pk_flavor" primary key ("id");

-- mysql: drop the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key;
-- mysql, back: make id the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` add primary key (`id`);

-- mariadb: drop the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` drop primary key;
-- mariadb, back: make id the primary key of flavor
  -- rewrites: the rows are sorted into a new table
  alter table `flavor` add primary key (`id`);

-- mssql: drop the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table [flavor] drop constraint [pk_flavor];
-- mssql, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table [flavor] add constraint [pk_flavor] primary key ([id]);

-- oracle: drop the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" drop constraint "pk_flavor";
-- oracle, back: make id the primary key of flavor
  -- locks: the table can neither be read nor written until the index of the key is built
  alter table "flavor" add constraint "pk_flavor" primary key ("id");
