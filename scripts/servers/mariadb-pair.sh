#!/usr/bin/env bash
# A throwaway MariaDB primary with a replica that follows it by GTID, on loopback.
#   mariadb-pair.sh start FOLDER [PORT]   prints ORMDANTIC_PRIMARY_URL=... and ORMDANTIC_REPLICA_URL=... (on PORT + 1)
#   mariadb-pair.sh kill FOLDER primary|replica      ends one at once      mariadb-pair.sh up FOLDER primary|replica   starts it again
#   mariadb-pair.sh promote FOLDER        makes the replica a primary      mariadb-pair.sh follow FOLDER   makes the old primary follow the new one
#   mariadb-pair.sh pause FOLDER, resume FOLDER   the replica stops to show changes, and goes on
#   mariadb-pair.sh stop FOLDER
# Needs Debian's package `mariadb-server`, or mariadbd and mariadb-install-db on the PATH.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
user=$(id -un)

server() { # server primary|replica
  local name=$1 number=1
  if [ "$name" = replica ]; then number=2; fi
  mariadbd --no-defaults --user="$user" --datadir="$folder/$name" --port=$((port + number - 1)) --bind-address=127.0.0.1 \
    --socket="$folder/$name.socket" --pid-file="$folder/$name.pid" --skip-name-resolve --max-connections=200 \
    --server-id=$number --log-bin="$folder/$name/log" --binlog-format=ROW --log-slave-updates \
    --innodb-flush-log-at-trx-commit=1 --innodb-buffer-pool-size=64M --innodb-log-file-size=32M --read-only=$((number - 1)) \
    >>"$folder/$name.log" 2>&1 </dev/null &
  local process=$!
  disown
  for _ in $(seq 150); do
    if ask "$name" 'select 1' >/dev/null 2>&1; then return 0; fi
    kill -0 "$process" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$folder/$name.log" >&2
  return 1
}

ask() { # ask primary|replica SQL
  mariadb --no-defaults --socket="$folder/$1.socket" --user=root --skip-column-names --batch --execute="$2"
}

follows() { # follows WHO PORT
  ask "$1" "stop slave; change master to master_host = '127.0.0.1', master_port = $2, master_user = 'follower', master_password = 'follower', master_use_gtid = current_pos; set global read_only = 1; start slave"
}

start() {
  port=${1:-53410}
  if [ -e "$folder/primary" ]; then echo "the servers were already started in $folder" >&2; exit 1; fi
  echo "$port" >"$folder/port"
  mariadb-install-db --no-defaults --user="$user" --datadir="$folder/primary" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >"$folder/install.log" 2>&1
  cp -a "$folder/primary" "$folder/replica"
  server primary
  server replica
  ask primary "create user follower@'%' identified by 'follower'; grant replication slave on *.* to follower@'%'"
  follows replica "$port"
  ask primary "create database test; create user ormdantic@'%' identified by 'ormdantic'; grant all on test.* to ormdantic@'%'"
  echo "ORMDANTIC_PRIMARY_URL=mariadb://ormdantic:ormdantic@127.0.0.1:$port/test"
  echo "ORMDANTIC_REPLICA_URL=mariadb://ormdantic:ormdantic@127.0.0.1:$((port + 1))/test"
}

kill_server() {
  local process
  process=$(cat "$folder/$1.pid")
  kill -9 "$process"
  for _ in $(seq 50); do kill -0 "$process" 2>/dev/null || break; sleep 0.1; done
  rm -f "$folder/$1.pid"
}

stop() {
  for name in replica primary; do if [ -e "$folder/$name.pid" ]; then kill_server $name 2>/dev/null || true; fi; done
  rm -rf "$folder"/primary "$folder"/replica "$folder"/*.socket "$folder/port"
}

port=$(cat "$folder/port" 2>/dev/null || true)
case $action in
  start) start "${3:-}" ;;
  kill) kill_server "$3" ;;
  up) server "$3" ;;
  promote) ask replica 'stop slave; reset slave all; set global read_only = 0' ;;
  follow) follows primary $((port + 1)) ;;
  stop) stop ;;
  pause) ask replica 'stop slave sql_thread' ;;
  resume) ask replica 'start slave sql_thread' ;;
  *) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac
