-- in three places

-- sqlite: add xs, m, xl to enum type size
  -- none
-- sqlite, back: remove xs, m, xl from enum type size
  -- none

-- postgres: add xs, m, xl to enum type size
  -- none, outside a transaction
  alter type "size" add value if not exists 'xs' before 's';
  alter type "size" add value if not exists 'm' after 's';
  alter type "size" add value if not exists 'xl' after 'l';
-- postgres, back: remove xs, m, xl from enum type size
  -- rewrites: tables with columns of the type are locked while they are written anew; a value that is gone from the type makes it fail
  alter type "size" rename to "size__old";
  create type "size" as enum ('s', 'l');
  drop type "size__old";

-- mysql: add xs, m, xl to enum type size
  -- none
-- mysql, back: remove xs, m, xl from enum type size
  -- none

-- mariadb: add xs, m, xl to enum type size
  -- none
-- mariadb, back: remove xs, m, xl from enum type size
  -- none

-- mssql: add xs, m, xl to enum type size
  -- none
-- mssql, back: remove xs, m, xl from enum type size
  -- none

-- oracle: add xs, m, xl to enum type size
  -- none
-- oracle, back: remove xs, m, xl from enum type size
  -- none
