-- of storage

-- sqlite: change the options of column flavor.rating
  the table is copied. rewrites
-- sqlite, back: change the options of column flavor.rating
  the table is copied. rewrites

-- postgres: change the options of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" set storage external;
-- postgres, back: change the options of column flavor.rating
  -- none
  alter table "flavor" alter column "rating" set storage default;

-- mysql: change the options of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;
-- mysql, back: change the options of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;

-- mariadb: change the options of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;
-- mariadb, back: change the options of column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int;

-- mssql: change the options of column flavor.rating
  -- none
-- mssql, back: change the options of column flavor.rating
  -- none

-- oracle: change the options of column flavor.rating
  -- none
-- oracle, back: change the options of column flavor.rating
  -- none
