-- plain

-- sqlite: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";
-- sqlite, back: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);

-- postgres: drop index ix_flavor_rating of flavor
  -- locks: reads and writes wait for those that are running
  drop index "ix_flavor_rating";
-- postgres, back: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);

-- mysql: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;
-- mysql, back: create index ix_flavor_rating on flavor
  -- none: writes may wait until the index is built
  create index `ix_flavor_rating` on `flavor` (`rating` desc);

-- mariadb: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;
-- mariadb, back: create index ix_flavor_rating on flavor
  -- none: writes may wait until the index is built
  create index `ix_flavor_rating` on `flavor` (`rating` desc);

-- mssql: drop index ix_flavor_rating of flavor
  -- none
  drop index [ix_flavor_rating] on [flavor];
-- mssql, back: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index [ix_flavor_rating] on [flavor] ([rating] desc);

-- oracle: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";
-- oracle, back: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);


-- online

-- sqlite: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";
-- sqlite, back: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);

-- postgres: drop index ix_flavor_rating of flavor
  -- none, outside a transaction
  drop index concurrently if exists "ix_flavor_rating";
-- postgres, back: create index ix_flavor_rating on flavor
  -- none, outside a transaction
  create index concurrently "ix_flavor_rating" on "flavor" ("rating" desc);

-- mysql: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;
-- mysql, back: create index ix_flavor_rating on flavor
  -- none
  create index `ix_flavor_rating` on `flavor` (`rating` desc) algorithm = inplace lock = none;

-- mariadb: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;
-- mariadb, back: create index ix_flavor_rating on flavor
  -- none
  create index `ix_flavor_rating` on `flavor` (`rating` desc) algorithm = inplace lock = none;

-- mssql: drop index ix_flavor_rating of flavor
  -- none
  drop index [ix_flavor_rating] on [flavor];
-- mssql, back: create index ix_flavor_rating on flavor
  -- none
  create index [ix_flavor_rating] on [flavor] ([rating] desc) with (online = on);

-- oracle: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating" online;
-- oracle, back: create index ix_flavor_rating on flavor
  -- none
  create index "ix_flavor_rating" on "flavor" ("rating" desc) online;
