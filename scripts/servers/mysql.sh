#!/usr/bin/env bash
# A throwaway MySQL 9 on loopback.   mysql.sh start FOLDER [PORT]  prints ORMDANTIC_MYSQL_URL=...   mysql.sh stop FOLDER
# Debian stable has MariaDB only, so the server comes from Debian's unstable suite: its packages and their libraries (about 70 MB) are unpacked
# under a cache folder and run from there with their own loader; nothing of the system is changed. Needs apt, dpkg-deb and an amd64 machine.
# Unstable moves: treat a failure as "MySQL is not available".  ORMDANTIC_MYSQL_CACHE says where the unpacked server is kept.
set -euo pipefail

action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
port=${3:-53307}
data=$folder/mysql
log=$folder/mysql.log
process=$folder/mysql.process
user=$(id -un)
cache=${ORMDANTIC_MYSQL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ormdantic-mysql}
root=$cache/root
libraries=$root/usr/lib/x86_64-linux-gnu
. "$(dirname "$0")/family.sh"

become() { exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "$root/usr/$1" --no-defaults "${@:2}"; }
run() { (become "$@"); }

unpack() {
  if [ -e "$cache/complete" ]; then return; fi
  rm -rf "$cache"
  local apt=$cache/apt keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  mkdir -p "$root" "$apt/lists/partial" "$apt/archives/partial"
  : >"$apt/status"
  mirror=$(awk '/^URIs:/ && !/security/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  for suite in sid trixie; do echo "deb [signed-by=$keyring] ${mirror:-http://deb.debian.org/debian} $suite main"; done >"$apt/sources.list"
  local options=(
    -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$apt/lists" -o Dir::State::Status="$apt/status"
    -o Dir::Cache::Archives="$apt/archives" -o Dir::Cache::PkgCache= -o Dir::Cache::SrcPkgCache= -o APT::Sandbox::User=root -o Debug::NoLocking=1
    -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Acquire::Retries=1
  )
  apt-get "${options[@]}" -qq update >"$log" 2>&1
  apt-get "${options[@]}" -qq -y install --download-only --no-install-recommends mysql-server-core mysql-client-core >>"$log" 2>&1
  local package
  for package in "$apt"/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
  rm -rf "$apt"
  touch "$cache/complete"
}

start() {
  if [ -e "$data" ]; then echo "MySQL was already started in $folder" >&2; exit 1; fi
  unpack
  local messages=--lc-messages-dir=$root/usr/share/mysql
  run sbin/mysqld --initialize-insecure --user="$user" --datadir="$data" --basedir="$root/usr" "$messages" --innodb-redo-log-capacity=32M --innodb-flush-method=nosync \
    --secure-file-priv=NULL >"$log" 2>&1
  become sbin/mysqld --user="$user" --datadir="$data" --basedir="$root/usr" --plugin-dir="$root/usr/lib/mysql/plugin" "$messages" --port="$port" --bind-address=127.0.0.1 \
    --socket="$data/socket" --pid-file="$data/server.pid" --mysqlx=OFF --secure-file-priv=NULL --skip-log-bin --max-connections=200 --innodb-flush-log-at-trx-commit=0 \
    --innodb-flush-method=nosync --innodb-buffer-pool-size=64M >>"$log" 2>&1 </dev/null &
  echo $! >"$process"
  disown
  wait_until_it_answers run bin/mysql --socket="$data/socket" --user=root --execute="select 1"
  run bin/mysql --socket="$data/socket" --user=root --execute="$account"
  echo "ORMDANTIC_MYSQL_URL=mysql://ormdantic:ormdantic@127.0.0.1:$port/test"
}

stop() { stop_server; }

case $action in start | stop) "$action" ;; *) echo "mysql.sh start FOLDER [PORT] | stop FOLDER" >&2; exit 2 ;; esac
