-- sqlite
select ? as "one", ? as "text", strftime('%Y-%m-%d %H:%M:%f', 'now') as "now";

-- postgres
select $1::bigint as "one", $2::text as "text", now() as "now";

-- mysql
select ? as `one`, ? as `text`, utc_timestamp(3) as `now` from dual;

-- mariadb
select ? as `one`, ? as `text`, cast(utc_timestamp(3) as char) as `now` from dual;

-- mssql
select @p1 as [one], @p2 as [text], cast(sysutcdatetime() as datetime2(3)) as [now];

-- oracle
select :1 as "one", :2 as "text", to_char(cast(sys_extract_utc(systimestamp) as timestamp(3)), 'YYYY-MM-DD"T"HH24:MI:SS.FF6') as "now" from dual;
