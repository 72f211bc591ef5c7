-- size

-- sqlite: drop enum type size
  -- none
-- sqlite, back: create enum type size
  -- none

-- postgres: drop enum type size
  -- none
  do 'begin drop type if exists "size"; exception when dependent_objects_still_exist then null; end';
-- postgres, back: create enum type size
  -- none
  create type "size" as enum ('s');

-- mysql: drop enum type size
  -- none
-- mysql, back: create enum type size
  -- none

-- mariadb: drop enum type size
  -- none
-- mariadb, back: create enum type size
  -- none

-- mssql: drop enum type size
  -- none
-- mssql, back: create enum type size
  -- none

-- oracle: drop enum type size
  -- none
-- oracle, back: create enum type size
  -- none
