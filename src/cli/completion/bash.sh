# Completion of rulerun for bash. For this shell: source <(rulerun completion bash)
_rulerun() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command= words= options= playbooks= colon= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command${command:+ }${COMP_WORDS[i]}" in
      @paths) command+="${command:+ }${COMP_WORDS[i]}" ;;
    esac
  done
  case $command in
    # @words
  esac
  case "$command $previous" in
    # @values
  esac
  [[ $current != -* ]] || words=$options
  # To bash the colon of rulerun:NAME is a word of its own, and only what comes after it is completed.
  if [[ $current == : && $previous == rulerun ]]; then
    current=rulerun: colon=1
  elif [[ $previous == : && ${COMP_WORDS[COMP_CWORD - 2]} == rulerun ]]; then
    current=rulerun:$current colon=1
  fi
  if [[ -n $playbooks && -n $current && -z $(compgen -f -- "$current") ]]; then
    words+=" $playbooks"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ -z $colon ]] || COMPREPLY=("${COMPREPLY[@]#rulerun:}")
}
complete -o default -F _rulerun rulerun
