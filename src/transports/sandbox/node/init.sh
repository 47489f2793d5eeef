# shellcheck shell=dash
# The node's first process: it holds the namespaces and collects orphans. When it ends, the kernel ends all others.
# $mode and SSH_CONNECTION come in the environment.

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export HOME=/root USER=root LOGNAME=root SHELL=/bin/sh
exec 3<&0 4>&1 </dev/null >>/var/log/messages 2>&1
# Nobody but this process may hold the lock (9): what a command leaves behind must not keep the node powered on.
/bin/sh /usr/local/lib/sandbox/supervisor.sh <&3 8>&4 3<&- 4>&- 9>&- &
exec 3<&- 4>&-
# A shell that waits for one child reaps every other that ends meanwhile.
wait $!
