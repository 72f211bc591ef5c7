-- plain

-- sqlite: add check ck_flavor_rating to flavor
  the table is copied. rewrites
-- sqlite, back: drop check ck_flavor_rating of flavor
  the table is copied. rewrites

-- postgres: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2);
-- postgres, back: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";

-- mysql: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2);
-- mysql, back: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;

-- mariadb: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2);
-- mariadb, back: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;

-- mssql: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table [flavor] add constraint [ck_flavor_rating] check (1 < 2);
-- mssql, back: drop check ck_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [ck_flavor_rating];

-- oracle: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2);
-- oracle, back: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";


-- for new rows

-- sqlite: add check ck_flavor_rating to flavor
  the table is copied. rewrites
-- sqlite, back: drop check ck_flavor_rating of flavor
  the table is copied. rewrites

-- postgres: add check ck_flavor_rating to flavor
  -- none
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2) not valid;
-- postgres, back: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";

-- mysql: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2) not enforced;
-- mysql, back: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;

-- mariadb: add check ck_flavor_rating to flavor
  -- locks: writes wait until every row was checked
  alter table `flavor` add constraint `ck_flavor_rating` check (1 < 2) not enforced;
-- mariadb, back: drop check ck_flavor_rating of flavor
  -- none
  alter table `flavor` drop constraint `ck_flavor_rating`;

-- mssql: add check ck_flavor_rating to flavor
  -- none
  alter table [flavor] with nocheck add constraint [ck_flavor_rating] check (1 < 2);
-- mssql, back: drop check ck_flavor_rating of flavor
  -- none
  alter table [flavor] drop constraint [ck_flavor_rating];

-- oracle: add check ck_flavor_rating to flavor
  -- none
  alter table "flavor" add constraint "ck_flavor_rating" check (1 < 2) enable novalidate;
-- oracle, back: drop check ck_flavor_rating of flavor
  -- none
  alter table "flavor" drop constraint "ck_flavor_rating";
