# Shared by mariadb.sh and mysql.sh: both servers start, answer and end alike. Sourced, never run.
# Both set $data, $log and $process, a file with the id of the server's process.

# wait_until_it_answers COMMAND...: up to three minutes, or until the server has died.
wait_until_it_answers() {
  local until=$((SECONDS + 180))
  while [ $SECONDS -lt $until ] && kill -0 "$(cat "$process")" 2>/dev/null; do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  tail -n 20 "$log" >&2
  stop_server
  return 1
}

# stop_server: ends the process and removes the data.
stop_server() {
  if [ -f "$process" ]; then
    local pid
    pid=$(cat "$process")
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -rf "$data" "$process"
}

account="create database test; create user ormdantic@'%' identified by 'ormdantic'; grant all on *.* to ormdantic@'%' with grant option"
