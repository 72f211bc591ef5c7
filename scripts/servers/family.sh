# Shared by mariadb.sh and mysql.sh: both servers start, answer and end alike. Sourced, never run.
# Both set $data, $log and $process, a file with the id of the server's process. What fails shows the end of the log.
set -E
trap 'tail -n 20 "$log" >&2 2>/dev/null || true' ERR

# wait_until_it_answers COMMAND...: up to three minutes, or until the server has died.
wait_until_it_answers() {
  local until=$((SECONDS + 180))
  while [ $SECONDS -lt $until ] && kill -0 "$(cat "$process")" 2>/dev/null; do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  stop_server
  return 1
}

# stop_server: ends the process and removes the data. A server whose data goes with it need not write it out first.
stop_server() {
  if [ -f "$process" ]; then
    local pid
    pid=$(cat "$process")
    kill -9 "$pid" 2>/dev/null || true
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
  fi
  rm -rf "$data" "$process"
}

# shut_server_down: a clean end, which writes everything out and keeps the data.
shut_server_down() {
  local pid
  pid=$(cat "$process")
  kill -TERM "$pid"
  for _ in $(seq 300); do
    if ! kill -0 "$pid" 2>/dev/null; then rm "$process"; return 0; fi
    sleep 0.2
  done
  echo "the server with the process id $pid does not end" >&2
  return 1
}

account="create database test; create user ormdantic@'%' identified by 'ormdantic'; grant all on *.* to ormdantic@'%' with grant option"
