#!/bin/sh
# Ends the servers of a stack once the process that looks after them is gone.
# Arguments: that process's id, the stack's folder.
parent=$1
home=$2

while kill -0 "$parent" 2>/dev/null; do
  sleep 1
done

# True if process $1 lives and its command line names the stack's folder.
ours() {
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$home"
  else
    ps -p "$1" -o args= 2>/dev/null | grep -qF -- "$home"
  fi
}

signal() {
  for part in taskmanager jobmanager elasticsearch kafka; do
    file="$home/run/$part.pid"
    [ -r "$file" ] || continue
    read -r pid rest <"$file"
    if ours "$pid"; then
      kill "-$1" "$pid" 2>/dev/null
      left=1
    fi
  done
}

signal TERM
seconds=0
while [ "$seconds" -lt 15 ]; do
  left=0
  signal 0
  [ "$left" -eq 1 ] || break
  sleep 1
  seconds=$((seconds + 1))
done
[ "$left" -eq 0 ] || signal KILL
rm -f "$home"/run/*.pid
