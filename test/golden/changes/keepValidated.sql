-- check

-- sqlite: leave ck_flavor_rating of flavor as it is
  -- none
-- sqlite, back: check the rows of flavor against ck_flavor_rating
  -- none

-- postgres: leave ck_flavor_rating of flavor as it is
  -- none
-- postgres, back: check the rows of flavor against ck_flavor_rating
  -- none
  alter table "flavor" validate constraint "ck_flavor_rating";

-- mysql: leave ck_flavor_rating of flavor as it is
  -- none
-- mysql, back: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table `flavor` alter check `ck_flavor_rating` enforced;

-- mariadb: leave ck_flavor_rating of flavor as it is
  -- none
-- mariadb, back: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table `flavor` alter check `ck_flavor_rating` enforced;

-- mssql: leave ck_flavor_rating of flavor as it is
  -- none
-- mssql, back: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table [flavor] with check check constraint [ck_flavor_rating];

-- oracle: leave ck_flavor_rating of flavor as it is
  -- none
-- oracle, back: check the rows of flavor against ck_flavor_rating
  -- none
  alter table "flavor" modify constraint "ck_flavor_rating" enable validate;
