echo 'profile: loading the environment'
. "$HOME/.bashrc"
