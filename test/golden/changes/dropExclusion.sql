-- plain

-- sqlite: drop exclusion constraint ex_flavor of flavor
  -- none
-- sqlite, back: add exclusion constraint ex_flavor to flavor
  -- none

-- postgres: drop exclusion constraint ex_flavor of flavor
  -- none
  alter table "flavor" drop constraint "ex_flavor";
-- postgres, back: add exclusion constraint ex_flavor to flavor
  -- locks: the table can neither be read nor written until its index is built; rows in conflict make it fail
  alter table "flavor" add constraint "ex_flavor" exclude using "gist" ("rating" with =);

-- mysql: drop exclusion constraint ex_flavor of flavor
  -- none
-- mysql, back: add exclusion constraint ex_flavor to flavor
  -- none

-- mariadb: drop exclusion constraint ex_flavor of flavor
  -- none
-- mariadb, back: add exclusion constraint ex_flavor to flavor
  -- none

-- mssql: drop exclusion constraint ex_flavor of flavor
  -- none
-- mssql, back: add exclusion constraint ex_flavor to flavor
  -- none

-- oracle: drop exclusion constraint ex_flavor of flavor
  -- none
-- oracle, back: add exclusion constraint ex_flavor to flavor
  -- none
