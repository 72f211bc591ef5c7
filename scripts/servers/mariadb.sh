#!/usr/bin/env bash
# A throwaway MariaDB on loopback.   mariadb.sh start FOLDER [PORT]  prints ORMDANTIC_MARIADB_URL=...   mariadb.sh stop FOLDER
#   mariadb.sh down FOLDER   shuts it down as an operator would      mariadb.sh up FOLDER   starts it again with its data
# Needs Debian's package `mariadb-server`, or mariadbd and mariadb-install-db on the PATH.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
data=$folder/mariadb
log=$folder/mariadb.log
process=$folder/mariadb.process
user=$(id -un)
. "$(dirname "$0")/family.sh"

serve() {
  mariadbd --no-defaults --user="$user" --datadir="$data" --port="$(cat "$data/port")" --bind-address=127.0.0.1 --socket="$data/socket" --pid-file="$data/server.pid" \
    --skip-name-resolve --skip-log-bin --max-connections=200 --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --debug-no-sync --innodb-buffer-pool-size=64M >>"$log" 2>&1 </dev/null &
  echo $! >"$process"
  disown
  wait_until_it_answers mariadb --no-defaults --socket="$data/socket" --user=root --execute="select 1"
}

start() {
  local port=${1:-53306}
  if [ -e "$data" ]; then echo "MariaDB was already started in $folder" >&2; exit 1; fi
  mariadb-install-db --no-defaults --user="$user" --datadir="$data" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >"$log" 2>&1
  echo "$port" >"$data/port"
  serve
  mariadb --no-defaults --socket="$data/socket" --user=root --execute="$account"
  echo "ORMDANTIC_MARIADB_URL=mariadb://ormdantic:ormdantic@127.0.0.1:$port/test"
}

case $action in
  start) start "${3:-}" ;;
  down) shut_server_down ;;
  up) serve ;;
  stop) stop_server ;;
  *) sed -n '2,3p' "$0" >&2; exit 2 ;;
esac
