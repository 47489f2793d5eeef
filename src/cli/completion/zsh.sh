#compdef rulerun
# Completion of rulerun for zsh. For this shell: source <(rulerun completion zsh)
_rulerun() {
  local command= word
  local -a names flags playbooks
  for word in "${(@)words[2,CURRENT - 1]}"; do
    case "$command${command:+ }$word" in
      (@paths) command+="${command:+ }$word" ;;
    esac
  done
  case $command in
    # @words
  esac
  case "$command ${words[CURRENT - 1]}" in
    # @values
  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o option flags
  elif (( $#names )); then
    _describe command names
  else
    compadd -- $playbooks
    _files
  fi
}
if [[ $funcstack[1] == _rulerun ]]; then
  _rulerun "$@"
else
  compdef _rulerun rulerun
fi
