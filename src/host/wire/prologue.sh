# shellcheck shell=sh

# What every script of ours begins with, so that no login, rc file or environment changes what it means: fixed search
# path first, messages in English, files for the owner alone, no shell option, alias or function from outside.
#
# Standard folders come before the user's own, which stay reachable.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin${PATH:+:$PATH}
LC_ALL=C
export PATH LC_ALL
IFS=' 	
'
set +aefuvx +C
unset ENV BASH_ENV CDPATH rr_here
unalias -a 2>/dev/null
umask 077
cd /
