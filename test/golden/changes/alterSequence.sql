-- to other steps

-- sqlite: change sequence ticket
  -- none
-- sqlite, back: change sequence ticket
  -- none

-- postgres: change sequence ticket
  -- none
  alter sequence "ticket" increment by 3 maxvalue 900;
-- postgres, back: change sequence ticket
  -- none
  alter sequence "ticket" increment by 2 no maxvalue;

-- mysql: change sequence ticket
  -- none
  alter sequence `ticket` increment by 3 maxvalue 900;
-- mysql, back: change sequence ticket
  -- none
  alter sequence `ticket` increment by 2 nomaxvalue;

-- mariadb: change sequence ticket
  -- none
  alter sequence `ticket` increment by 3 maxvalue 900;
-- mariadb, back: change sequence ticket
  -- none
  alter sequence `ticket` increment by 2 nomaxvalue;

-- mssql: change sequence ticket
  -- none
  alter sequence [ticket] increment by 3 maxvalue 900;
-- mssql, back: change sequence ticket
  -- none
  alter sequence [ticket] increment by 2 no maxvalue;

-- oracle: change sequence ticket
  -- none
  alter sequence "ticket" increment by 3 maxvalue 900;
-- oracle, back: change sequence ticket
  -- none
  alter sequence "ticket" increment by 2 nomaxvalue;
