# shellcheck shell=sh

# The umask and the folder of the login, before the prologue sets others. The folder goes into the first line of scripts,
# between quotes.
rr_umask=$(umask)
rr_home=$(pwd 2>/dev/null)
case $rr_home in *\'* | *'
'*) rr_home=/ ;; esac
