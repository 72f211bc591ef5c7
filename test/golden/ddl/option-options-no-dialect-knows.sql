-- sqlite
refused: the option sqlite of table "special" is not one sqlite understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)

-- postgres
refused: the option postgres of table "special" is not one postgresql understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)

-- mysql
refused: the option mysql of table "special" is not one mysql understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)

-- mariadb
refused: the option mariadb of table "special" is not one mariadb understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)

-- mssql
refused: the option mssql of table "special" is not one mssql understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)

-- oracle
refused: the option oracle of table "special" is not one oracle understands: Unrecognized key: "x" (SCHEMA.BAD_OPTION)
