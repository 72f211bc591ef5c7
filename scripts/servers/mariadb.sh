#!/usr/bin/env bash
# A throwaway MariaDB on loopback.   mariadb.sh start FOLDER [PORT]  prints ORMDANTIC_MARIADB_URL=...   mariadb.sh stop FOLDER
# Needs Debian's package `mariadb-server`, or mariadbd and mariadb-install-db on the PATH.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
port=${3:-53306}
data=$folder/mariadb
log=$folder/mariadb.log
process=$folder/mariadb.process
user=$(id -un)
. "$(dirname "$0")/family.sh"

start() {
  if [ -e "$data" ]; then echo "MariaDB was already started in $folder" >&2; exit 1; fi
  mariadb-install-db --no-defaults --user="$user" --datadir="$data" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >"$log" 2>&1
  mariadbd --no-defaults --user="$user" --datadir="$data" --port="$port" --bind-address=127.0.0.1 --socket="$data/socket" --pid-file="$data/server.pid" \
    --skip-name-resolve --skip-log-bin --max-connections=200 --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --debug-no-sync --innodb-buffer-pool-size=64M >>"$log" 2>&1 </dev/null &
  echo $! >"$process"
  disown
  wait_until_it_answers mariadb --no-defaults --socket="$data/socket" --user=root --execute="select 1"
  mariadb --no-defaults --socket="$data/socket" --user=root --execute="$account"
  echo "ORMDANTIC_MARIADB_URL=mariadb://ormdantic:ormdantic@127.0.0.1:$port/test"
}

stop() { stop_server; }

case $action in start | stop) "$action" ;; *) echo "mariadb.sh start FOLDER [PORT] | stop FOLDER" >&2; exit 2 ;; esac
