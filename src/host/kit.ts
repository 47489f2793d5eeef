import { textOfFunction, withoutComments } from './shell-files.ts';

/**
 * The shell functions that run on hosts: one function a file, `NAME.sh` defines `NAME` and nothing else.
 *
 * The conventions, held to by a test:
 * - plain POSIX sh with `stat`, `readlink`, `base64`, `sha256sum` and the rest of coreutils; no bash, no `local`.
 *   Clean under shellcheck and `-n` of dash, bash and busybox.
 * - the first line is `# shellcheck shell=sh`; a line `# needs: rr_one rr_two` names the functions it calls;
 * - every name it defines, variables too, begins `rr_`;
 * - no here-document (some shells write those to /tmp) and no line inside quotes that begins with `#`:
 *   whole-line comments are not sent;
 * - it is called with `LC_ALL=C`, `umask 077`, the working directory `/`, standard input from /dev/null and every
 *   shell option off, in a subshell of its own.
 */
export interface KitFunction {
  readonly name: string;
  readonly needs: readonly string[];
  /** What is sent: the file without its comments. */
  readonly text: string;
}

/**
 * These functions and all they need, each once, a needed one before those that need it.
 *
 * @throws {Error} for a name the kit does not have: a bug, never a user's mistake
 */
export function kitFunctions(names: Iterable<string>): readonly KitFunction[] {
  const found = new Map<string, KitFunction>();
  for (const name of names) collect(name, found, []);
  return [...found.values()];
}

/** True for a word that can only be a function of the kit. */
export function isKitName(word: string): boolean {
  return word.startsWith('rr_');
}

function collect(name: string, found: Map<string, KitFunction>, path: readonly string[]): void {
  if (found.has(name)) return;
  if (path.includes(name))
    throw new Error(`kit functions need each other in a circle: ${[...path, name].join(' > ')}`);
  const kitFunction = load(name);
  for (const need of kitFunction.needs) collect(need, found, [...path, name]);
  found.set(name, kitFunction);
}

const loaded = new Map<string, KitFunction>();

function load(name: string): KitFunction {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const source = textOfFunction(name);
  if (source === undefined) throw new Error(`the kit for hosts has no function ${name}`);
  const needs = [...source.matchAll(/^# needs: (.*)$/gm)].flatMap(([, names = '']) =>
    names.trim().split(/\s+/),
  );
  const kitFunction = { name, needs, text: withoutComments(source) };
  loaded.set(name, kitFunction);
  return kitFunction;
}
