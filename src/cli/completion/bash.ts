import { quoted } from './quoted.ts';
import type { CommandWords } from './words.ts';

/** A completion script for bash 4 and newer; it needs no bash-completion package. */
export function bashScript(commands: readonly CommandWords[]): string {
  return `# Completion of rulerun for bash. For this shell: source <(rulerun completion bash)
_rulerun() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command= words= options= playbooks= colon= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command\${command:+ }\${COMP_WORDS[i]}" in
      ${paths(commands)}) command+="\${command:+ }\${COMP_WORDS[i]}" ;;
    esac
  done
  case $command in
${commands.map(words).join('\n')}
  esac
  case "$command $previous" in
${commands.flatMap(values).join('\n')}
  esac
  [[ $current != -* ]] || words=$options
  # To bash the colon of rulerun:NAME is a word of its own, and only what comes after it is completed.
  if [[ $current == : && $previous == rulerun ]]; then
    current=rulerun: colon=1
  elif [[ $previous == : && \${COMP_WORDS[COMP_CWORD - 2]} == rulerun ]]; then
    current=rulerun:$current colon=1
  fi
  if [[ -n $playbooks && -n $current && -z $(compgen -f -- "$current") ]]; then
    words+=" $playbooks"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ -z $colon ]] || COMPREPLY=("\${COMPREPLY[@]#rulerun:}")
}
complete -o default -F _rulerun rulerun
`;
}

function paths(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join(' | ');
}

function words({ path, words: some, options, playbooks }: CommandWords): string {
  const names = some.map(({ name }) => name).join(' ');
  const flags = options.flatMap((option) => option.names).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=${quoted(playbooks.join(' '))}` : '';
  return `    ${quoted(path)}) words=${quoted(names)} options=${quoted(flags)}${own} ;;`;
}

/** What follows an option: its words, or, with none, the names of files. */
function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quoted(`${path} ${name}`)).join(' | ');
    return [`    ${patterns}) words=${quoted(takes === 'anything' ? '' : takes.join(' '))} ;;`];
  });
}
