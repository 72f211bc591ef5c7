-- plain

-- sqlite: drop unique constraint uq_flavor_rating of flavor
  the table is copied. rewrites
-- sqlite, back: add unique constraint uq_flavor_rating to flavor
  the table is copied. rewrites

-- postgres: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";
-- postgres, back: add unique constraint uq_flavor_rating to flavor
  -- locks: the table can neither be read nor written until its index is built; rows with equal values make it fail
  alter table "flavor" add constraint "uq_flavor_rating" unique ("rating");

-- mysql: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;
-- mysql, back: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);

-- mariadb: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table `flavor` drop index `uq_flavor_rating`;
-- mariadb, back: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table `flavor` add constraint `uq_flavor_rating` unique (`rating`);

-- mssql: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [uq_flavor_rating];
-- mssql, back: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table [flavor] add constraint [uq_flavor_rating] unique ([rating]);

-- oracle: drop unique constraint uq_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "uq_flavor_rating";
-- oracle, back: add unique constraint uq_flavor_rating to flavor
  -- locks: writes wait until its index is built; rows with equal values make it fail
  alter table "flavor" add constraint "uq_flavor_rating" unique ("rating");
