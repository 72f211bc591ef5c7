#!/usr/bin/env bash
# A throwaway MariaDB Galera cluster of three nodes, on loopback.
#   galera.sh start FOLDER [PORT]   prints ORMDANTIC_NODE1_URL=... to ORMDANTIC_NODE3_URL=...; uses PORT + 1 to PORT + 3 and PORT + 110 to PORT + 132
#   galera.sh kill FOLDER NODE      ends a node at once, as a crash would        galera.sh rejoin FOLDER NODE   brings it back
#   galera.sh stop FOLDER
# Needs Debian's package `mariadb-server` (with galera-4 and rsync). As root the nodes run as the user mysql: the state transfer fails as root.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
user=$([ "$(id -u)" = 0 ] && echo mysql || id -un)
library=$(compgen -G '/usr/lib*/galera*/libgalera_smm.so' | head -n 1 || true)

cluster_port() { echo $((base + 100 + $1 * 10)); }

node() { # node NUMBER [--wsrep-new-cluster]
  local number=$1 port
  port=$(cluster_port "$number")
  shift
  mariadbd --no-defaults --user="$user" --datadir="$folder/node$number" --port=$((base + number)) --bind-address=127.0.0.1 \
    --socket="$folder/node$number.socket" --pid-file="$folder/node$number.pid" --skip-name-resolve --max-connections=200 \
    --binlog-format=ROW --innodb-autoinc-lock-mode=2 --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --debug-no-sync \
    --innodb-buffer-pool-size=64M --innodb-log-file-size=32M \
    --wsrep-on=ON --wsrep-provider="$library" --wsrep-cluster-name=ormdantic \
    --wsrep-cluster-address="gcomm://127.0.0.1:$(cluster_port 1),127.0.0.1:$(cluster_port 2),127.0.0.1:$(cluster_port 3)" \
    --wsrep-node-name="node$number" --wsrep-node-address="127.0.0.1:$port" --wsrep-node-incoming-address="127.0.0.1:$((base + number))" \
    --wsrep-sst-method=rsync --wsrep-sst-receive-address="127.0.0.1:$((port + 2))" \
    --wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$port;ist.recv_addr=127.0.0.1:$((port + 1));gcache.size=16M" \
    "$@" >"$folder/node$number.log" 2>&1 </dev/null &
  local process=$!
  disown
  for _ in $(seq 300); do
    if [ "$(ask "$number" "show status like 'wsrep_local_state_comment'" 2>/dev/null | cut -f 2)" = Synced ]; then return 0; fi
    kill -0 "$process" 2>/dev/null || break
    sleep 0.2
  done
  echo "node $number of the cluster does not come up:" >&2
  tail -n 20 "$folder/node$number.log" >&2
  return 1
}

ask() { # ask NUMBER SQL
  mariadb --no-defaults --socket="$folder/node$1.socket" --user=root --skip-column-names --batch --execute="$2"
}

start() {
  base=${1:-54930}
  if [ -e "$folder/node1" ]; then echo "the cluster was already started in $folder" >&2; exit 1; fi
  if [ -z "$library" ]; then echo 'there is no Galera library: install galera-4' >&2; exit 1; fi
  echo "$base" >"$folder/base"
  if [ "$(id -u)" = 0 ]; then chown "$user" "$folder"; fi
  mariadb-install-db --no-defaults --user="$user" --datadir="$folder/node1" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >"$folder/install.log" 2>&1
  cp -a "$folder/node1" "$folder/node2"
  cp -a "$folder/node1" "$folder/node3"
  node 1 --wsrep-new-cluster
  node 2
  node 3
  ask 1 "create database test; create user ormdantic@'%' identified by 'ormdantic'; grant all on *.* to ormdantic@'%' with grant option"
  for number in 1 2 3; do echo "ORMDANTIC_NODE${number}_URL=mariadb://ormdantic:ormdantic@127.0.0.1:$((base + number))/test"; done
}

kill_node() { # kill_node NUMBER: and waits until it is gone
  local process
  process=$(cat "$folder/node$1.pid")
  kill -9 "$process"
  for _ in $(seq 50); do kill -0 "$process" 2>/dev/null || break; sleep 0.1; done
}

stop() {
  for number in 3 2 1; do if [ -e "$folder/node$number.pid" ]; then kill_node $number 2>/dev/null || true; fi; done
  rm -rf "$folder"/node? "$folder"/node?.pid "$folder"/node?.socket "$folder/base"
}

base=$(cat "$folder/base" 2>/dev/null || true)
case $action in
  start) start "${3:-}" ;;
  kill) kill_node "$3" ;;
  rejoin) node "$3" ;;
  stop) stop ;;
  *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
