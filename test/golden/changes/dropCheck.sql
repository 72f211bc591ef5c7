-- plain

-- sqlite: drop check ck_flavor_rating of flavor
  the table is copied. rewrites
-- sqlite, back: add check ck_flavor_rating to flavor
  the table is copied. rewrites

-- postgres: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";
-- postgres, back: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2);

-- mysql: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;
-- mysql, back: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2);

-- mariadb: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;
-- mariadb, back: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2);

-- mssql: drop check ck_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [ck_flavor_rating];
-- mssql, back: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table [flavor] add constraint [ck_flavor_rating] check (1 < 2);

-- oracle: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";
-- oracle, back: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2);
