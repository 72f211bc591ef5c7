-- plain

-- sqlite: drop sequence ticket
  -- none
-- sqlite, back: create sequence ticket
  -- none

-- postgres: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence if exists "ticket";
-- postgres, back: create sequence ticket
  -- none
  create sequence "ticket";

-- mysql: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence `ticket`;
-- mysql, back: create sequence ticket
  -- none
  create sequence `ticket`;

-- mariadb: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence `ticket`;
-- mariadb, back: create sequence ticket
  -- none
  create sequence `ticket`;

-- mssql: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence [ticket];
-- mssql, back: create sequence ticket
  -- none
  create sequence [ticket];

-- oracle: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence "ticket";
-- oracle, back: create sequence ticket
  -- none
  create sequence "ticket";
