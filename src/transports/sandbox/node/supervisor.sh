# shellcheck shell=dash
# The node's second process: starts what the controller asks for, one line a request on standard input, one line an
# answer on descriptor 8. When standard input ends (the controller powers off, or is gone) it saves the live firewall
# and ends, and with it everything on the node.

wire=/run/host/wire
cd "$wire" || exit 1
# shellcheck source=power.sh
. /usr/local/lib/sandbox/power.sh

# Runs request $1 with the three FIFOs of that number. The controller has opened its ends already.
serve() {
  exec <"$1.in" >"$1.out" 2>"$1.err"
  command=$(cat "$1.cmd" && echo .)
  echo "started $1" >&8
  cd /root || cd /
  unset OLDPWD
  setsid /bin/sh -c "${command%.}" 8>&-
  echo "exit $1 $?" >&8
}

# Makes the FIFOs of the requests from $1 to $2.
provide() {
  local number=$1 last=$2
  set --
  while [ "$number" -le "$last" ]; do
    set -- "$@" "$number.in" "$number.out" "$number.err"
    number=$((number + 1))
  done
  mkfifo -m 600 "$@"
}

echo $$ >supervisor
rm -f ./*.in ./*.out ./*.err ./*.cmd clean
provide 1 16
power_up
unset mode
echo ready >&8

while read -r verb id last; do
  case $verb in
    # The command's parent ends at once, so that the first process reaps it: nobody here would.
    run) (serve "$id" &) ;;
    provide) provide "$id" "$last" && echo "provided $last" >&8 ;;
  esac
done

kill -KILL -1
power_down
