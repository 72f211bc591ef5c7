-- plain

-- sqlite: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);
-- sqlite, back: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";

-- postgres: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);
-- postgres, back: drop index ix_flavor_rating of flavor
  -- locks: reads and writes wait for those that are running
  drop index "ix_flavor_rating";

-- mysql: create index ix_flavor_rating on flavor
  -- none: writes may wait until the index is built
  create index `ix_flavor_rating` on `flavor` (`rating` desc);
-- mysql, back: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;

-- mariadb: create index ix_flavor_rating on flavor
  -- none: writes may wait until the index is built
  create index `ix_flavor_rating` on `flavor` (`rating` desc);
-- mariadb, back: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;

-- mssql: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index [ix_flavor_rating] on [flavor] ([rating] desc);
-- mssql, back: drop index ix_flavor_rating of flavor
  -- none
  drop index [ix_flavor_rating] on [flavor];

-- oracle: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);
-- oracle, back: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";


-- online

-- sqlite: create index ix_flavor_rating on flavor
  -- locks: writes wait until the index is built
  create index "ix_flavor_rating" on "flavor" ("rating" desc);
-- sqlite, back: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating";

-- postgres: create index ix_flavor_rating on flavor
  -- none, outside a transaction
  create index concurrently "ix_flavor_rating" on "flavor" ("rating" desc);
-- postgres, back: drop index ix_flavor_rating of flavor
  -- none, outside a transaction
  drop index concurrently if exists "ix_flavor_rating";

-- mysql: create index ix_flavor_rating on flavor
  -- none
  create index `ix_flavor_rating` on `flavor` (`rating` desc) algorithm = inplace lock = none;
-- mysql, back: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;

-- mariadb: create index ix_flavor_rating on flavor
  -- none
  create index `ix_flavor_rating` on `flavor` (`rating` desc) algorithm = inplace lock = none;
-- mariadb, back: drop index ix_flavor_rating of flavor
  -- none
  drop index `ix_flavor_rating` on `flavor`;

-- mssql: create index ix_flavor_rating on flavor
  -- none
  create index [ix_flavor_rating] on [flavor] ([rating] desc) with (online = on);
-- mssql, back: drop index ix_flavor_rating of flavor
  -- none
  drop index [ix_flavor_rating] on [flavor];

-- oracle: create index ix_flavor_rating on flavor
  -- none
  create index "ix_flavor_rating" on "flavor" ("rating" desc) online;
-- oracle, back: drop index ix_flavor_rating of flavor
  -- none
  drop index "ix_flavor_rating" online;
