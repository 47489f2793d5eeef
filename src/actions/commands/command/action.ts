import { flushHazard, flushIn, flushInWords } from '../../../firewall/flush/flush.ts';
import type { Action, Obstacle } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { splitWords, type Words } from '../../../python/shlex.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import {
  environmentMistake,
  type Invocation,
  planProcess,
  processProbes,
  processProperties,
  surroundingsOf,
} from './process.ts';
import { expandable, parameterIn } from './words.ts';

const params = {
  cmd: { type: 'string', description: 'The command, split into words at blanks; quotes hold together' },
  argv: { type: 'strings', description: 'The command as a list of words' },
  expand_argument_vars: {
    type: 'boolean',
    description:
      'Only `false` is done: `$NAME` and `~` stay as they are. Without it, a word with one of them is refused',
    default: true,
  },
  ...processProperties,
} as const;

type CommandParams = ParamsOf<typeof params>;

export const command: Action = defineAction({
  name: 'command',
  collections: BUILTIN,
  summary: 'Run a program, without a shell',
  freeForm: 'cmd',
  readOnly: false,
  params,
  oneOf: [['cmd', 'argv']],
  example: `\
- name: Load the kernel module
  command: modprobe br_netfilter
  args: {creates: /proc/sys/net/bridge}
  undo: modprobe -r br_netfilter
`,
  hazards: (params, undo) => flushHazard(flushesIn(params) ?? flushIn(undo)),
  mistakeIn: (params) => mistakeIn(wordsIn(params), params),
  observe: processProbes,
  plan: (params, told, context) => planProcess(params, invocationOf(params), told, context),
});

function flushesIn({ cmd, argv }: JsonObject): string | undefined {
  const split = typeof cmd === 'string' ? splitWords(cmd) : undefined;
  if (split?.ok) return flushInWords(split.words);
  return Array.isArray(argv) ? flushInWords(argv.map(String)) : undefined;
}

function invocationOf(params: CommandParams): Invocation {
  const split = wordsIn(params);
  const [program = '', ...words] = split.ok ? split.words : [];
  return {
    summary: `run ${[program, ...words].join(' ')}`,
    operation: { kind: 'run', argv: [program, ...words], ...surroundingsOf(params) },
    cmd: [program, ...words],
  };
}

function wordsIn({ argv, cmd = '' }: CommandParams): Words {
  return argv === undefined ? splitWords(cmd) : { ok: true, words: argv };
}

function mistakeIn(split: Words, params: CommandParams): Obstacle | undefined {
  if (!split.ok) {
    const why = `the command cannot be split into words: ${split.why}`;
    return { why, hint: 'use `argv:` with a list of words' };
  }
  const [program = ''] = split.words;
  if (program === '') return { why: 'there is no command', hint: 'write `command: PROGRAM WORD…`' };
  const parameter = params.argv === undefined ? parameterIn(params.cmd ?? '') : undefined;
  if (parameter !== undefined)
    return { why: `\`${parameter}\` is not a word of the command`, hint: 'put it under `args:`' };
  const inEnvironment = environmentMistake(params);
  if (inEnvironment !== undefined) return inEnvironment;
  const variable = params.expand_argument_vars ? expandable(split.words) : undefined;
  if (variable === undefined) return undefined;
  return {
    why: `\`${variable}\` would not be expanded: there is no shell`,
    hint: 'use `shell`, a template, or `expand_argument_vars: false` when it is meant literally',
  };
}
