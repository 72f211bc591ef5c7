-- some

-- sqlite: comment on table flavor
  -- none
-- sqlite, back: remove the comment on table flavor
  -- none

-- postgres: comment on table flavor
  -- none
  comment on table "flavor" is 'What''s in it';
-- postgres, back: remove the comment on table flavor
  -- none
  comment on table "flavor" is null;

-- mysql: comment on table flavor
  -- none
  alter table `flavor` comment = 'What''s in it';
-- mysql, back: remove the comment on table flavor
  -- none
  alter table `flavor` comment = '';

-- mariadb: comment on table flavor
  -- none
  alter table `flavor` comment = 'What''s in it';
-- mariadb, back: remove the comment on table flavor
  -- none
  alter table `flavor` comment = '';

-- mssql: comment on table flavor
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_addextendedproperty @name = N'MS_Description', @value = N'What''s in it', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor';
-- mssql, back: remove the comment on table flavor
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor';

-- oracle: comment on table flavor
  -- none
  comment on table "flavor" is 'What''s in it';
-- oracle, back: remove the comment on table flavor
  -- none
  comment on table "flavor" is '';


-- none

-- sqlite: remove the comment on table flavor
  -- none
-- sqlite, back: comment on table flavor
  -- none

-- postgres: remove the comment on table flavor
  -- none
  comment on table "flavor" is null;
-- postgres, back: comment on table flavor
  -- none
  comment on table "flavor" is 'x';

-- mysql: remove the comment on table flavor
  -- none
  alter table `flavor` comment = '';
-- mysql, back: comment on table flavor
  -- none
  alter table `flavor` comment = 'x';

-- mariadb: remove the comment on table flavor
  -- none
  alter table `flavor` comment = '';
-- mariadb, back: comment on table flavor
  -- none
  alter table `flavor` comment = 'x';

-- mssql: remove the comment on table flavor
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor';
-- mssql, back: comment on table flavor
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_addextendedproperty @name = N'MS_Description', @value = N'x', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor';

-- oracle: remove the comment on table flavor
  -- none
  comment on table "flavor" is '';
-- oracle, back: comment on table flavor
  -- none
  comment on table "flavor" is 'x';
