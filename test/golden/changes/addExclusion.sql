-- plain

-- sqlite: add exclusion constraint ex_flavor to flavor
  -- none
-- sqlite, back: drop exclusion constraint ex_flavor of flavor
  -- none

-- postgres: add exclusion constraint ex_flavor to flavor
  -- locks: the table can neither be read nor written until its index is built; rows in conflict make it fail
  alter table "flavor" add constraint "ex_flavor" exclude using "gist" ("rating" with =) where (1 < 2) deferrable initially deferred;
-- postgres, back: drop exclusion constraint ex_flavor of flavor
  -- none
  alter table "flavor" drop constraint "ex_flavor";

-- mysql: add exclusion constraint ex_flavor to flavor
  -- none
-- mysql, back: drop exclusion constraint ex_flavor of flavor
  -- none

-- mariadb: add exclusion constraint ex_flavor to flavor
  -- none
-- mariadb, back: drop exclusion constraint ex_flavor of flavor
  -- none

-- mssql: add exclusion constraint ex_flavor to flavor
  -- none
-- mssql, back: drop exclusion constraint ex_flavor of flavor
  -- none

-- oracle: add exclusion constraint ex_flavor to flavor
  -- none
-- oracle, back: drop exclusion constraint ex_flavor of flavor
  -- none
