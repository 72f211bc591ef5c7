-- plain

-- sqlite: drop view tasty
  -- none
  drop view "tasty";
-- sqlite, back: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;

-- postgres: drop view tasty
  -- none
  drop view "tasty";
-- postgres, back: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;

-- mysql: drop view tasty
  -- none
  drop view `tasty`;
-- mysql, back: create view tasty
  -- none
  create view `tasty` as select 1 as one from flavor;

-- mariadb: drop view tasty
  -- none
  drop view `tasty`;
-- mariadb, back: create view tasty
  -- none
  create view `tasty` as select 1 as one from flavor;

-- mssql: drop view tasty
  -- none
  drop view [tasty];
-- mssql, back: create view tasty
  -- none
  exec (N'create view [tasty] as select 1 as one from flavor');

-- oracle: drop view tasty
  -- none
  drop view "tasty";
-- oracle, back: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;
