-- plain

-- sqlite: add unique constraint uq_flavor_rating to flavor
  the table is copied. rewrites
-- sqlite, back: drop unique constraint uq_flavor_rating of flavor
  the table is copied. rewrites

-- postgres: add unique constraint uq_flavor_rating to flavor
  -- locks: the table can neither be read nor written until its index is built; rows with equal values make it fail
  alter table "flavor" add constraint "uq_flavor_rating" unique ("rating");
-- postgres, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";

-- mysql: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);
-- mysql, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;

-- mariadb: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);
-- mariadb, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;

-- mssql: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table [flavor] add constraint [uq_flavor_rating] unique ([rating]);
-- mssql, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [uq_flavor_rating];

-- oracle: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table "flavor" add constraint "uq_flavor_rating" unique ("rating");
-- oracle, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";


-- of an index

-- sqlite: add unique constraint uq_flavor_rating to flavor
  the table is copied. rewrites
-- sqlite, back: drop unique constraint uq_flavor_rating of flavor
  the table is copied. rewrites

-- postgres: add unique constraint uq_flavor_rating to flavor
  -- none
  alter table "flavor" add constraint "uq_flavor_rating" unique using index "uq_flavor_rating";
-- postgres, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";

-- mysql: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);
-- mysql, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;

-- mariadb: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);
-- mariadb, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;

-- mssql: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table [flavor] add constraint [uq_flavor_rating] unique ([rating]);
-- mssql, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [uq_flavor_rating];

-- oracle: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table "flavor" add constraint "uq_flavor_rating" unique ("rating");
-- oracle, back: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";
