-- other

-- sqlite: comment on column flavor.rating
  -- none
-- sqlite, back: comment on column flavor.rating
  -- none

-- postgres: comment on column flavor.rating
  -- none
  comment on column "flavor"."rating" is 'b';
-- postgres, back: comment on column flavor.rating
  -- none
  comment on column "flavor"."rating" is 'a';

-- mysql: comment on column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int comment 'b';
-- mysql, back: comment on column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int comment 'a';

-- mariadb: comment on column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int comment 'b';
-- mariadb, back: comment on column flavor.rating
  -- none
  alter table `flavor` modify column `rating` int comment 'a';

-- mssql: comment on column flavor.rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'b', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'COLUMN', @level2name = N'rating';
-- mssql, back: comment on column flavor.rating
  -- none
  declare @schema sysname = schema_name(); exec sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'a', @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'TABLE', @level1name = N'flavor', @level2type = N'COLUMN', @level2name = N'rating';

-- oracle: comment on column flavor.rating
  -- none
  comment on column "flavor"."rating" is 'b';
-- oracle, back: comment on column flavor.rating
  -- none
  comment on column "flavor"."rating" is 'a';
