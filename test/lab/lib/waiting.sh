# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# Until a host can be used.

sshd_answers() { # NAME
  # shellcheck disable=SC2016 # expanded by the inner shell
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/22" && read -r -t 1 line <&3 && [[ $line == SSH-2.0-* ]]' "$(address_of "$1")" 2>/dev/null
}

# The published port, asked from outside the host.
port_answers() { # NAME
  # shellcheck disable=SC2016 # expanded by the inner shell
  [[ $(timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/8080" && printf "GET / HTTP/1.0\r\n\r\n" >&3 && tail -n 1 <&3' \
    "$(address_of "$1")" 2>/dev/null) == ok ]]
}

# Prints what the host lacks.
lacks() { # NAME
  is_running "$1" || { echo 'it is not running'; return; }
  sshd_answers "$1" || echo 'sshd does not answer'
  run_in "$1" /usr/libexec/lab/ready 2>/dev/null
  port_answers "$1" || echo 'port 8080 does not answer from outside'
}

wait_for() { # NAME sshd|everything
  local name=$1 what=$2 lacking end=$((SECONDS + patience)) dead=$((SECONDS + 10))
  while :; do
    if [[ $what == sshd ]]; then
      if sshd_answers "$name"; then return 0; fi
      lacking='sshd does not answer'
    else
      lacking=$(lacks "$name")
      [[ -n $lacking ]] || return 0
    fi
    if ((SECONDS >= end)) || { ((SECONDS >= dead)) && ! is_running "$name"; }; then
      say "$name is not ready: ${lacking//$'\n'/; } (console: $(home_of "$name")/console.log; fresh host: lab reset $name)"
      return 1
    fi
    sleep 0.3
  done
}
