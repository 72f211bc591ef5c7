-- rating

-- sqlite: rename column flavor.rating to score
  -- none
  alter table "flavor" rename column "rating" to "score";
-- sqlite, back: rename column flavor.score to rating
  -- none
  alter table "flavor" rename column "score" to "rating";

-- postgres: rename column flavor.rating to score
  -- none
  alter table "flavor" rename column "rating" to "score";
-- postgres, back: rename column flavor.score to rating
  -- none
  alter table "flavor" rename column "score" to "rating";

-- mysql: rename column flavor.rating to score
  -- none
  alter table `flavor` rename column `rating` to `score`;
-- mysql, back: rename column flavor.score to rating
  -- none
  alter table `flavor` rename column `score` to `rating`;

-- mariadb: rename column flavor.rating to score
  -- none
  alter table `flavor` rename column `rating` to `score`;
-- mariadb, back: rename column flavor.score to rating
  -- none
  alter table `flavor` rename column `score` to `rating`;

-- mssql: rename column flavor.rating to score
  -- none
  exec sp_rename N'[flavor].[rating]', N'score', N'COLUMN';
-- mssql, back: rename column flavor.score to rating
  -- none
  exec sp_rename N'[flavor].[score]', N'rating', N'COLUMN';

-- oracle: rename column flavor.rating to score
  -- none
  alter table "flavor" rename column "rating" to "score";
-- oracle, back: rename column flavor.score to rating
  -- none
  alter table "flavor" rename column "score" to "rating";
