#!/usr/bin/env bash
# A throwaway PostgreSQL on loopback.   postgres.sh start FOLDER [PORT]  prints ORMDANTIC_POSTGRES_URL=...   postgres.sh stop FOLDER
#   postgres.sh down FOLDER   shuts it down as an operator would      postgres.sh up FOLDER   starts it again with its data
# Needs Debian's package `postgresql`, any version, or initdb and pg_ctl on the PATH. As root it runs as the user postgres.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
port=${3:-55432}
data=$folder/postgres
programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
PATH=$programs:$PATH

as_server() {
  if [ "$(id -u)" = 0 ]; then (cd "$folder" && runuser -u postgres -- env PATH="$PATH" "$@"); else "$@"; fi
}

control() { # control ARGUMENTS...
  as_server pg_ctl --pgdata="$data" --log="$data/server.log" --wait "$@" >/dev/null
}

start() {
  if [ -e "$data" ]; then echo "PostgreSQL was already started in $folder" >&2; exit 1; fi
  mkdir "$data"
  if [ "$(id -u)" = 0 ]; then chown postgres "$data"; chmod a+x "$folder"; fi
  as_server initdb --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/postgres-init.log"
  as_server tee -a "$data/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$data'
max_connections = 200
fsync = off
full_page_writes = off
synchronous_commit = off
SETTINGS
  control start
  as_server createdb --host=127.0.0.1 --port="$port" --username=postgres test
  echo "ORMDANTIC_POSTGRES_URL=postgresql://postgres@127.0.0.1:$port/test"
}

stop() {
  if [ ! -e "$data" ]; then return; fi
  control --mode=immediate stop 2>/dev/null || true
  rm -rf "$data"
}

case $action in
  start | stop) "$action" ;;
  down) control --mode=fast stop ;;
  up) control start ;;
  *) sed -n '2,3p' "$0" >&2; exit 2 ;;
esac
