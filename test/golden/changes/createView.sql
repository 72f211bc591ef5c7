-- plain

-- sqlite: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;
-- sqlite, back: drop view tasty
  -- none
  drop view "tasty";

-- postgres: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;
-- postgres, back: drop view tasty
  -- none
  drop view "tasty";

-- mysql: create view tasty
  -- none
  create view `tasty` as select 1 as one from flavor;
-- mysql, back: drop view tasty
  -- none
  drop view `tasty`;

-- mariadb: create view tasty
  -- none
  create view `tasty` as select 1 as one from flavor;
-- mariadb, back: drop view tasty
  -- none
  drop view `tasty`;

-- mssql: create view tasty
  -- none
  exec (N'create view [tasty] as select 1 as one from flavor');
-- mssql, back: drop view tasty
  -- none
  drop view [tasty];

-- oracle: create view tasty
  -- none
  create view "tasty" as select 1 as one from flavor;
-- oracle, back: drop view tasty
  -- none
  drop view "tasty";
