-- with steps

-- sqlite: create sequence ticket
  -- none
-- sqlite, back: drop sequence ticket
  -- none

-- postgres: create sequence ticket
  -- none
  create sequence "ticket" start with 5 increment by 2 maxvalue 1000 cycle;
-- postgres, back: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence if exists "ticket";

-- mysql: create sequence ticket
  -- none
  create sequence `ticket` start with 5 increment by 2 maxvalue 1000 cycle;
-- mysql, back: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence `ticket`;

-- mariadb: create sequence ticket
  -- none
  create sequence `ticket` start with 5 increment by 2 maxvalue 1000 cycle;
-- mariadb, back: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence `ticket`;

-- mssql: create sequence ticket
  -- none
  create sequence [ticket] start with 5 increment by 2 maxvalue 1000 cycle;
-- mssql, back: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence [ticket];

-- oracle: create sequence ticket
  -- none
  create sequence "ticket" start with 5 increment by 2 maxvalue 1000 cycle;
-- oracle, back: drop sequence ticket
  -- losesData: the number it has reached is gone
  drop sequence "ticket";
