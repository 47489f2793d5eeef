import type { Observation } from '../../model/action.ts';
import { kitFunctions } from '../kit.ts';
import { quoteAll } from '../quote.ts';

/** One question of a message. */
export interface FramePart {
  readonly words: readonly string[];
  /** Bytes that are kept of each stream of its answer; without it as many as the session keeps. */
  readonly keepBytes?: number | undefined;
}

/** One message to the shell: what it needs, and the questions it answers. */
export interface FrameContent {
  /** Lines for the shell itself, before the questions. */
  readonly setup?: readonly string[];
  readonly parts: readonly FramePart[];
  /** Lines for the shell itself, after the questions. */
  readonly after?: readonly string[];
}

/** The commands of the shell itself that some systems have no program for: they cannot be run by `exec`. */
const builtins: ReadonlySet<string> = new Set([
  'command',
  'type',
  'ulimit',
  'umask',
  'test',
  '[',
  'true',
  'false',
]);

/** What answers an observation: a function of the kit as it is, a program in place of the subshell. */
export function observationPart({ argv, keepBytes }: Observation): FramePart {
  const words = argv[0].startsWith('rr_') || builtins.has(argv[0]) ? argv : ['exec', ...argv];
  return { words, keepBytes };
}

const known = new Map<string, string>();

/** These functions of the kit and all they need, as text. A few sets of them are asked for again and again. */
export function functionText(names: readonly string[]): string {
  const key = names.join(' ');
  const text =
    known.get(key) ??
    kitFunctions(names)
      .map((each) => each.text)
      .join('\n');
  known.set(key, text);
  return text;
}

/**
 * The bytes of a frame: the length of a script, a newline, and the script. The script is one compound command: if the
 * connection is cut within it, the shell is left with a syntax error and runs none of it.
 */
export function frameBytes(
  mark: string,
  functions: string,
  { setup = [], parts, after = [] }: FrameContent,
): Buffer {
  const lines = [
    '{',
    functions,
    ...setup,
    `rr_mark=${mark}`,
    ...parts.map(({ words }) => `rr_part ${quoteAll(words)}`),
    ...after,
    '}',
  ];
  const script = Buffer.from(lines.filter((line) => line !== '').join('\n'), 'utf8');
  return Buffer.concat([Buffer.from(`${script.length}\n`, 'latin1'), script]);
}
