import type { Change } from '../../model/change.ts';
import type { DoneAnswer } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';

/** What a command comes to whose program could not be started, or whose folder could not be entered. */
export interface Unbegun {
  /** In Ansible's words: playbooks look for them. */
  readonly result: JsonObject;
  readonly failure: Failure;
}

/** Undefined: it was begun, or it is none of an author's commands. */
export function notBegun({ proof, apply, result }: Change, { how }: DoneAnswer): Unbegun | undefined {
  const [operation] = apply;
  if (proof !== 'exit-code' || how === undefined || how.kind === 'signal') return undefined;
  if (operation?.kind !== 'run' && operation?.kind !== 'shell') return undefined;
  const program = operation.kind === 'run' ? operation.argv[0] : (operation.executable ?? '/bin/sh');
  const { chdir: folder = '' } = operation;
  const text = `[Errno ${how.errno}] ${WORDS[how.errno] ?? 'error'}: b'${how.kind === 'folder' ? folder : program}'`;
  if (how.kind === 'folder') {
    const told = { rc: null, msg: `Unable to change directory before execution: ${text}` };
    return {
      result: jsonObject(
        Object.entries({ ...result, ...NOTHING_SAID, start: null, end: null, delta: null, ...told }),
      ),
      failure: refused(`the folder ${folder} cannot be entered: ${WORDS[how.errno] ?? 'error'}`, undefined),
    };
  }
  // Of a shell that could not be started Ansible tells how it was called.
  const cmd = asText(operation.kind === 'shell' ? [program, '-c', operation.script] : result?.['cmd']);
  return {
    result: jsonObject(Object.entries({ ...NOTHING_SAID, cmd, rc: how.errno, msg: text })),
    failure: refused(`${program} cannot be run: ${WHY[how.errno] ?? text}`, HINTS[how.errno]),
  };
}

const NOTHING_SAID = { stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] } as const;

/** Of errno.h. */
const WORDS: Readonly<Record<number, string>> = {
  2: 'No such file or directory',
  8: 'Exec format error',
  13: 'Permission denied',
  20: 'Not a directory',
};

const WHY: Readonly<Record<number, string>> = {
  2: 'there is no such program on the host, or none that the first line of it names',
  8: 'it is text whose first line does not begin with #!',
  13: 'it is a folder, or a file that may not be run',
};

const HINTS: Readonly<Record<number, string>> = {
  2: 'give its absolute path, install it with a task before this one, or use `shell` for what only a shell knows, such as `cd`',
  8: 'let it begin with a line such as `#!/bin/sh`, or run it with `sh FILE`',
};

function refused(why: string, hint: string | undefined): Failure {
  return { kind: 'refused', why, hint };
}

/** The words of a command as a shell would take them. */
function asText(cmd: JsonValue | undefined): JsonValue {
  if (!Array.isArray(cmd)) return cmd ?? '';
  return cmd.map((word) => quoted(String(word))).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
