-- size

-- sqlite: create enum type size
  -- none
-- sqlite, back: drop enum type size
  -- none

-- postgres: create enum type size
  -- none
  create type "size" as enum ('s', 'it''s');
  comment on type "size" is 'Sizes';
-- postgres, back: drop enum type size
  -- none
  do 'begin drop type if exists "size"; exception when dependent_objects_still_exist then null; end';

-- mysql: create enum type size
  -- none
-- mysql, back: drop enum type size
  -- none

-- mariadb: create enum type size
  -- none
-- mariadb, back: drop enum type size
  -- none

-- mssql: create enum type size
  -- none
-- mssql, back: drop enum type size
  -- none

-- oracle: create enum type size
  -- none
-- oracle, back: drop enum type size
  -- none
