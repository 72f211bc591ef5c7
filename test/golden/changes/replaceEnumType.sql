-- used by a column with a default

-- sqlite: remove m from enum type size
  -- none
-- sqlite, back: reorder enum type size
  -- none

-- postgres: remove m from enum type size
  -- rewrites: tables with columns of the type are locked while they are written anew; a value that is gone from the type makes it fail
  alter type "size" rename to "size__old";
  create type "size" as enum ('s', 'l');
  alter table "flavor" alter column "size" drop default;
  alter table "flavor" alter column "size" type "size" using "size"::text::"size";
  alter table "flavor" alter column "size" set default 's'::size;
  drop type "size__old";
-- postgres, back: reorder enum type size
  -- rewrites: tables with columns of the type are locked while they are written anew; a value that is gone from the type makes it fail
  alter type "size" rename to "size__old";
  create type "size" as enum ('s', 'm', 'l');
  alter table "flavor" alter column "size" drop default;
  alter table "flavor" alter column "size" type "size" using "size"::text::"size";
  alter table "flavor" alter column "size" set default 's'::size;
  drop type "size__old";

-- mysql: remove m from enum type size
  -- none
-- mysql, back: reorder enum type size
  -- none

-- mariadb: remove m from enum type size
  -- none
-- mariadb, back: reorder enum type size
  -- none

-- mssql: remove m from enum type size
  -- none
-- mssql, back: reorder enum type size
  -- none

-- oracle: remove m from enum type size
  -- none
-- oracle, back: reorder enum type size
  -- none
