#!/usr/bin/env bash
# A throwaway PostgreSQL primary with a streaming replica, on loopback.
#   postgres-pair.sh start FOLDER [PORT]   prints ORMDANTIC_PRIMARY_URL=... and ORMDANTIC_REPLICA_URL=... (on PORT + 1)
#   postgres-pair.sh down FOLDER primary|replica [MODE]   stops one as by MODE (smart, fast, immediate; fast when left out); up FOLDER primary|replica starts it again
#   postgres-pair.sh promote FOLDER   makes the replica a primary        postgres-pair.sh follow FOLDER   makes the old primary a replica of the new one
#   postgres-pair.sh stop FOLDER
# Needs Debian's package `postgresql`, any version, or its programs on the PATH. As root the servers run as the user postgres.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
PATH=$programs:$PATH

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd "$folder" && runuser -u postgres -- env PATH="$PATH" "$@"); else "$@"; fi
}

control() { # control NAME ARGUMENTS...
  local name=$1
  shift
  as_server pg_ctl --pgdata="$folder/$name" --log="$folder/$name.log" --wait --timeout=60 "$@" >/dev/null
}

copy() { # copy FROM_PORT TO PORT: a replica of the server at FROM_PORT
  as_server pg_basebackup --host=127.0.0.1 --port="$1" --username=postgres --pgdata="$folder/$2" --write-recovery-conf --wal-method=stream --checkpoint=fast --no-sync
  as_server sed -i "s/^port = .*/port = $3/" "$folder/$2/postgresql.conf"
}

start() {
  local port=${1:-55442}
  if [ -e "$folder/primary" ]; then echo "the servers were already started in $folder" >&2; exit 1; fi
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  echo "$port" >"$folder/port"
  as_server initdb --pgdata="$folder/primary" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log"
  as_server tee -a "$folder/primary/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
max_wal_senders = 5
wal_keep_size = '256MB'
wal_level = replica
fsync = off
full_page_writes = off
SETTINGS
  control primary start
  as_server createdb --host=127.0.0.1 --port="$port" --username=postgres test
  copy "$port" replica $((port + 1))
  control replica start
  echo "ORMDANTIC_PRIMARY_URL=postgresql://postgres@127.0.0.1:$port/test"
  echo "ORMDANTIC_REPLICA_URL=postgresql://postgres@127.0.0.1:$((port + 1))/test"
}

follow() {
  local port
  port=$(cat "$folder/port")
  rm -rf "$folder/primary"
  copy $((port + 1)) primary "$port"
  control primary start
}

stop() {
  for name in replica primary; do
    if [ -e "$folder/$name/postmaster.pid" ]; then control $name --mode=immediate stop || true; fi
  done
  rm -rf "$folder/primary" "$folder/replica" "$folder/port"
}

case $action in
  start) start "${3:-}" ;;
  down) control "$3" --mode="${4:-fast}" stop ;;
  up) control "$3" start ;;
  promote) control replica promote ;;
  follow) follow ;;
  stop) stop ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
