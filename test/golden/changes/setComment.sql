-- on a check

-- sqlite: comment on check flavor.ck_flavor_rating
  -- none
-- sqlite, back: comment on check flavor.ck_flavor_rating
  -- none

-- postgres: comment on check flavor.ck_flavor_rating
  -- none
  comment on constraint "ck_flavor_rating" on "flavor" is 'b';
-- postgres, back: comment on check flavor.ck_flavor_rating
  -- none
  comment on constraint "ck_flavor_rating" on "flavor" is 'a';

-- mysql: comment on check flavor.ck_flavor_rating
  -- none
-- mysql, back: comment on check flavor.ck_flavor_rating
  -- none

-- mariadb: comment on check flavor.ck_flavor_rating
  -- none
-- mariadb, back: comment on check flavor.ck_flavor_rating
  -- none

-- mssql: comment on check flavor.ck_flavor_rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'b', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'CONSTRAINT', @level2name = N'ck_flavor_rating';
-- mssql, back: comment on check flavor.ck_flavor_rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'a', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'CONSTRAINT', @level2name = N'ck_flavor_rating';

-- oracle: comment on check flavor.ck_flavor_rating
  -- none
-- oracle, back: comment on check flavor.ck_flavor_rating
  -- none


-- on an index

-- sqlite: comment on index flavor.ix_flavor_rating
  -- none
-- sqlite, back: comment on index flavor.ix_flavor_rating
  -- none

-- postgres: comment on index flavor.ix_flavor_rating
  -- none
  comment on index "ix_flavor_rating" is 'b';
-- postgres, back: comment on index flavor.ix_flavor_rating
  -- none
  comment on index "ix_flavor_rating" is 'a';

-- mysql: comment on index flavor.ix_flavor_rating
  -- none
  alter table `flavor` drop index `ix_flavor_rating`, add index `ix_flavor_rating` (`rating` desc) comment 'b';
-- mysql, back: comment on index flavor.ix_flavor_rating
  -- none
  alter table `flavor` drop index `ix_flavor_rating`, add index `ix_flavor_rating` (`rating` desc) comment 'a';

-- mariadb: comment on index flavor.ix_flavor_rating
  -- none
  alter table `flavor` drop index `ix_flavor_rating`, add index `ix_flavor_rating` (`rating` desc) comment 'b';
-- mariadb, back: comment on index flavor.ix_flavor_rating
  -- none
  alter table `flavor` drop index `ix_flavor_rating`, add index `ix_flavor_rating` (`rating` desc) comment 'a';

-- mssql: comment on index flavor.ix_flavor_rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'b', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'INDEX', @level2name = N'ix_flavor_rating';
-- mssql, back: comment on index flavor.ix_flavor_rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'a', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'INDEX', @level2name = N'ix_flavor_rating';

-- oracle: comment on index flavor.ix_flavor_rating
  -- none
-- oracle, back: comment on index flavor.ix_flavor_rating
  -- none


-- on a view

-- sqlite: comment on view tasty
  -- none
-- sqlite, back: remove the comment on view tasty
  -- none

-- postgres: comment on view tasty
  -- none
  comment on view "tasty" is 'b';
-- postgres, back: remove the comment on view tasty
  -- none
  comment on view "tasty" is null;

-- mysql: comment on view tasty
  -- none
-- mysql, back: remove the comment on view tasty
  -- none

-- mariadb: comment on view tasty
  -- none
-- mariadb, back: remove the comment on view tasty
  -- none

-- mssql: comment on view tasty
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_addextendedproperty @name = N'MS_Description', @value = N'b', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'VIEW', @level1name = N'tasty';
-- mssql, back: remove the comment on view tasty
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'VIEW', @level1name = N'tasty';

-- oracle: comment on view tasty
  -- none
  comment on table "tasty" is 'b';
-- oracle, back: remove the comment on view tasty
  -- none
  comment on table "tasty" is '';
