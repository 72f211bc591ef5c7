-- in its schema

-- sqlite: rename table flavor to taste
  -- none
  alter table "flavor" rename to "taste";
-- sqlite, back: rename table taste to flavor
  -- none
  alter table "taste" rename to "flavor";

-- postgres: rename table flavor to taste
  -- none
  alter table "flavor" rename to "taste";
-- postgres, back: rename table taste to flavor
  -- none
  alter table "taste" rename to "flavor";

-- mysql: rename table flavor to taste
  -- none
  rename table `flavor` to `taste`;
-- mysql, back: rename table taste to flavor
  -- none
  rename table `taste` to `flavor`;

-- mariadb: rename table flavor to taste
  -- none
  rename table `flavor` to `taste`;
-- mariadb, back: rename table taste to flavor
  -- none
  rename table `taste` to `flavor`;

-- mssql: rename table flavor to taste
  -- none
  exec sp_rename N'[flavor]', N'taste', N'OBJECT';
-- mssql, back: rename table taste to flavor
  -- none
  exec sp_rename N'[taste]', N'flavor', N'OBJECT';

-- oracle: rename table flavor to taste
  -- none
  alter table "flavor" rename to "taste";
-- oracle, back: rename table taste to flavor
  -- none
  alter table "taste" rename to "flavor";
