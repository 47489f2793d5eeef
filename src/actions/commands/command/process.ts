import type { Decision, Obstacle, PlanContext } from '../../../model/action.ts';
import type { Undo } from '../../../model/change.ts';
import { type Circumstances, isVariableName, type Operation } from '../../../model/operation.ts';
import { convertParam } from '../../../model/params/params.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { JsonObject, JsonValue } from '../../../model/values/json.ts';
import { anythingAt } from '../../../probes/file/glob.ts';
import type { Probe, Told } from '../../../probes/probe.ts';
import { satisfied, wanted } from '../../decision.ts';

/** What `command` and `shell` have in common. */
export const processProperties = {
  chdir: { type: 'path', description: 'Folder to run it in' },
  creates: { type: 'string', description: 'A path or glob; when something is there, it is not run' },
  removes: { type: 'string', description: 'A path or glob; when nothing is there, it is not run' },
  stdin: { type: 'string', description: 'Text for its standard input' },
  stdin_add_newline: { type: 'boolean', description: 'End that text with a newline', default: true },
  environment: { type: 'maps', description: 'Variables of its environment; written beside the action' },
} as const;

export type ProcessParams = ParamsOf<typeof processProperties>;

/** Whether it has been run already. */
export type ProcessProbes = {
  readonly created: Probe<boolean> | undefined;
  readonly removable: Probe<boolean> | undefined;
};

export function processProbes({ chdir, creates, removes }: ProcessParams): ProcessProbes {
  return {
    created: creates === undefined ? undefined : anythingAt(creates, chdir),
    removable: removes === undefined ? undefined : anythingAt(removes, chdir),
  };
}

/** The fields of an operation that come from the parameters. */
export function surroundingsOf(params: ProcessParams): Circumstances {
  const { stdin, stdin_add_newline: newline } = params;
  return {
    ...placeOf(params),
    ...(stdin === undefined ? {} : { stdin: newline && !stdin.endsWith('\n') ? `${stdin}\n` : stdin }),
  };
}

/** Where a command runs, and what undoes it too. */
function placeOf({ chdir, environment }: ProcessParams): Circumstances {
  return {
    asLogin: true,
    ...(chdir === undefined ? {} : { chdir }),
    ...(environment === undefined ? {} : { environment: textsOf(environment) }),
  };
}

/** Every value as the text that Ansible hands to the program. */
function textsOf(environment: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, environmentText(value) ?? '']),
  );
}

/** Undefined for what is no single value. */
function environmentText(value: JsonValue): string | undefined {
  const text = convertParam({ type: 'string', description: 'A variable' }, value, undefined);
  return text.ok ? String(text.value) : undefined;
}

/** What cannot be handed to a program. */
export function environmentMistake({ environment = {} }: ProcessParams): Obstacle | undefined {
  for (const [name, value] of Object.entries(environment)) {
    if (!isVariableName(name))
      return {
        why: `\`${name}\` cannot be the name of a variable of the environment`,
        hint: 'a name has letters, digits and underscores, and no digit at the start',
      };
    if (environmentText(value)?.includes('\0') !== false)
      return { why: `\`${name}\` in the environment must be a text`, hint: 'write it in quotes' };
  }
  return undefined;
}

/** What is to be run, in the words of a preview, for the host, and as `register` keeps it. */
export interface Invocation {
  readonly summary: string;
  readonly operation: Operation;
  readonly cmd: JsonValue;
}

/** Runs it unless `creates` or `removes` says that it has been run. */
export function planProcess(
  params: ProcessParams,
  what: Invocation,
  { created, removable }: Told<ProcessProbes>,
  context: UndoSaid,
): Decision {
  if (params.creates !== undefined && created === true) return skipped(what.cmd, params.creates, 'exists');
  if (params.removes !== undefined && removable !== true)
    return skipped(what.cmd, params.removes, 'does not exist');
  return wanted({
    summary: what.summary,
    diff: [],
    apply: [what.operation],
    undo: undoOf(params, context),
    proof: 'exit-code',
    result: { cmd: what.cmd },
    undone: {
      kind: params.creates === undefined && params.removes === undefined ? 'skipped' : 'changed',
      result: notRun(what.cmd, 'Command would have run if not in check mode'),
    },
  });
}

/** Ansible's keys for a command that was not run: it took no time. */
function notRun(cmd: JsonValue, msg: string, stdout = ''): JsonObject {
  const lines = stdout === '' ? [] : [stdout];
  return {
    ...{ msg, cmd, rc: 0, stdout, stdout_lines: lines, stderr: '', stderr_lines: [] },
    ...{ start: null, end: null, delta: null },
  };
}

function skipped(cmd: JsonValue, pattern: string, why: string): Decision {
  const msg = `Did not run command since '${pattern}' ${why}`;
  return satisfied(notRun(cmd, msg, `skipped, since ${pattern} ${why}`));
}

/** What the task's author has said of going back. */
type UndoSaid = Pick<PlanContext, 'undo' | 'irreversible'>;

function undoOf(params: ProcessParams, { undo, irreversible }: UndoSaid): Undo {
  if (undo !== undefined) {
    return { kind: 'possible', operations: [{ kind: 'shell', script: undo, ...placeOf(params) }] };
  }
  return {
    kind: 'irreversible',
    why: 'nobody but its author knows what it changes: give it an `undo:`',
    accepted: irreversible,
  };
}
