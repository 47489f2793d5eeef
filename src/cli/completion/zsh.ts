import { quoted } from './quoted.ts';
import type { CommandWords } from './words.ts';

/** A completion script for zsh: to be put into a file `_rulerun` on its fpath, or to be sourced after compinit. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef rulerun
# Completion of rulerun for zsh. For this shell: source <(rulerun completion zsh)
_rulerun() {
  local command= word
  local -a names flags playbooks
  for word in "\${(@)words[2,CURRENT - 1]}"; do
    case "$command\${command:+ }$word" in
      (${paths(commands)}) command+="\${command:+ }$word" ;;
    esac
  done
  case $command in
${commands.map(described).join('\n')}
  esac
  case "$command \${words[CURRENT - 1]}" in
${commands.flatMap(values).join('\n')}
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
`;
}

function paths(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join('|');
}

/** A colon parts a word from what is said about it. */
function item(name: string, says: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${says}`);
}

function described({ path, words, options, playbooks }: CommandWords): string {
  const names = words.map(({ name, says }) => item(name, says)).join(' ');
  const flags = options.flatMap(({ names: all, says }) => all.map((name) => item(name, says))).join(' ');
  const own = playbooks.length > 0 ? ` playbooks=(${playbooks.map(quoted).join(' ')})` : '';
  return `    (${quoted(path)}) names=(${names}) flags=(${flags})${own} ;;`;
}

function values({ path, options }: CommandWords): readonly string[] {
  return options.flatMap(({ names, takes }) => {
    if (takes === 'nothing') return [];
    const patterns = names.map((name) => quoted(`${path} ${name}`)).join('|');
    if (takes === 'anything') return [`    (${patterns}) _files; return ;;`];
    return [`    (${patterns}) compadd -- ${takes.map(quoted).join(' ')}; return ;;`];
  });
}
