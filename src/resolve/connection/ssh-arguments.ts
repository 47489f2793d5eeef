import { splitWords } from '../../python/shlex.ts';
import {
  flagKeywords,
  flagsWithValue,
  harmlessFlags,
  isHarmless,
  isKeyword,
  type SshKeyword,
  understood,
} from './ssh-keywords.ts';

/** What the arguments of an ssh command say. */
export interface SshArguments {
  /** In the order given; ssh takes the first of each, and every identity file. */
  readonly options: readonly (readonly [SshKeyword, string])[];
  /** What is no option: the host and the command. */
  readonly operands: readonly string[];
  /** The value of `-W`. */
  readonly forward: string | undefined;
  /** The first `-F`: the one file of ssh_config(5) to read. `none`: not one. */
  readonly configFile: string | undefined;
  readonly problems: readonly ArgumentProblem[];
}

export interface ArgumentProblem {
  readonly message: string;
  readonly hint: string | undefined;
}

/** Reads what stands in `ansible_ssh_common_args` or after `ProxyCommand=ssh`. */
export function readSshArguments(text: string): SshArguments {
  const split = splitWords(text);
  if (split.ok) return readWords(split.words);
  return { ...readWords([]), problems: [{ message: split.why, hint: undefined }] };
}

export function readWords(words: readonly string[]): SshArguments {
  const state: State = { options: [], operands: [], problems: [], forward: undefined, configFile: undefined };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    // Options may follow the host, but nothing that looks like one is one after the command has begun.
    if (!word.startsWith('-') || word === '-' || state.operands.length > 1) state.operands.push(word);
    else if (readFlags(word, words[at + 1], state) === 'took the next word') at += 1;
  }
  return state;
}

interface State {
  readonly options: (readonly [SshKeyword, string])[];
  readonly operands: string[];
  readonly problems: ArgumentProblem[];
  forward: string | undefined;
  configFile: string | undefined;
}

/** `-o X=Y`, `-oX=Y`, `-tt`, `-qp2222`: flags may share a dash, and the last of them may have a value. */
function readFlags(word: string, next: string | undefined, state: State): 'took the next word' | 'done' {
  for (let at = 1; at < word.length; at += 1) {
    const flag = word.charAt(at);
    if (flagsWithValue.has(flag)) {
      const own = word.slice(at + 1);
      const value = own === '' ? next : own;
      if (value === undefined)
        state.problems.push({ message: `nothing follows \`-${flag}\``, hint: undefined });
      else readFlagValue(flag, value, state);
      return own === '' ? 'took the next word' : 'done';
    }
    if (!harmlessFlags.has(flag)) state.problems.push(unsupported(`-${flag}`));
  }
  return 'done';
}

function readFlagValue(flag: string, value: string, state: State): void {
  const keyword = flagKeywords.get(flag);
  if (keyword !== undefined) state.options.push([keyword, value]);
  else if (flag === 'o') readOption(value, state);
  else if (flag === 'W') state.forward = value;
  else if (flag === 'F') state.configFile ??= value === '/dev/null' ? 'none' : value;
  else if (flag !== 'S') state.problems.push(unsupported(`-${flag}`));
}

/** `Keyword=value` or `Keyword value`; the value may be in quotes of its own. */
function readOption(text: string, state: State): void {
  const [, name, rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*)$/s.exec(text) ?? [];
  if (name === undefined) {
    state.problems.push({ message: `\`-o ${text}\` is not of the form \`-o Name=value\``, hint: undefined });
    return;
  }
  const keyword = name.toLowerCase();
  const value = rest.trim();
  if (isKeyword(keyword)) state.options.push([keyword, /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value]);
  else if (keyword === 'forwardagent') {
    const hint = 'leave it out: a host must not be able to use your keys';
    if (!isHarmless(keyword, value))
      state.problems.push({ message: 'rulerun never forwards an agent', hint });
  } else if (!isHarmless(keyword, value)) state.problems.push(unsupported(`-o ${name}`));
}

function unsupported(option: string): ArgumentProblem {
  return {
    message: `the ssh option \`${option}\` is not supported`,
    hint: `supported are -i, -J, -l, -p and -o with ${understood.join(', ')}`,
  };
}
