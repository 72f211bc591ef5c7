-- check

-- sqlite: check the rows of flavor against ck_flavor_rating
  -- none
-- sqlite, back: leave ck_flavor_rating of flavor as it is
  -- none

-- postgres: check the rows of flavor against ck_flavor_rating
  -- none
  alter table "flavor" validate constraint "ck_flavor_rating";
-- postgres, back: leave ck_flavor_rating of flavor as it is
  -- none

-- mysql: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table `flavor` alter check `ck_flavor_rating` enforced;
-- mysql, back: leave ck_flavor_rating of flavor as it is
  -- none

-- mariadb: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table `flavor` alter check `ck_flavor_rating` enforced;
-- mariadb, back: leave ck_flavor_rating of flavor as it is
  -- none

-- mssql: check the rows of flavor against ck_flavor_rating
  -- locks: writes wait until every row was checked
  alter table [flavor] with check check constraint [ck_flavor_rating];
-- mssql, back: leave ck_flavor_rating of flavor as it is
  -- none

-- oracle: check the rows of flavor against ck_flavor_rating
  -- none
  alter table "flavor" modify constraint "ck_flavor_rating" enable validate;
-- oracle, back: leave ck_flavor_rating of flavor as it is
  -- none


-- foreign key

-- sqlite: check the rows of flavor against fk_flavor_supplier
  -- none
-- sqlite, back: leave fk_flavor_supplier of flavor as it is
  -- none

-- postgres: check the rows of flavor against fk_flavor_supplier
  -- none
  alter table "flavor" validate constraint "fk_flavor_supplier";
-- postgres, back: leave fk_flavor_supplier of flavor as it is
  -- none

-- mysql: check the rows of flavor against fk_flavor_supplier
  -- none
-- mysql, back: leave fk_flavor_supplier of flavor as it is
  -- none

-- mariadb: check the rows of flavor against fk_flavor_supplier
  -- none
-- mariadb, back: leave fk_flavor_supplier of flavor as it is
  -- none

-- mssql: check the rows of flavor against fk_flavor_supplier
  -- locks: writes wait until every row was checked
  alter table [flavor] with check check constraint [fk_flavor_supplier];
-- mssql, back: leave fk_flavor_supplier of flavor as it is
  -- none

-- oracle: check the rows of flavor against fk_flavor_supplier
  -- none
  alter table "flavor" modify constraint "fk_flavor_supplier" enable validate;
-- oracle, back: leave fk_flavor_supplier of flavor as it is
  -- none
