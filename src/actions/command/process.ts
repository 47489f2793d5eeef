import type { Answer, Decision, Observation, PlanContext } from '../../model/action.ts';
import type { Undo } from '../../model/change.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Operation } from '../../model/operation.ts';
import type { PropertySchema } from '../../model/params-schema.ts';
import { answerAt, outputOf, troubleIn } from '../answer.ts';
import { refused, satisfied, wanted } from '../decision.ts';

/** What `command` and `shell` have in common. */
export interface ProcessParams {
  readonly chdir?: string;
  readonly creates?: string;
  readonly removes?: string;
  readonly stdin?: string;
  readonly stdin_add_newline?: boolean;
}

export const processProperties: { readonly [Key in keyof ProcessParams]-?: PropertySchema } = {
  chdir: { type: 'path', description: 'Folder to run it in' },
  creates: { type: 'string', description: 'A path or glob; when something is there, it is not run' },
  removes: { type: 'string', description: 'A path or glob; when nothing is there, it is not run' },
  stdin: { type: 'string', description: 'Text for its standard input' },
  stdin_add_newline: { type: 'boolean', description: 'End that text with a newline', default: true },
};

export function processObservations({ chdir, creates, removes }: ProcessParams): readonly Observation[] {
  return [creates, removes].flatMap((pattern) =>
    pattern === undefined ? [] : [{ argv: ['rr_glob', chdir ?? '', pattern] as const }],
  );
}

/** The fields of an operation that come from the parameters. */
export function surroundingsOf({ chdir, stdin, stdin_add_newline: newline = true }: ProcessParams): {
  readonly asLogin: true;
  readonly chdir?: string;
  readonly stdin?: string;
} {
  return {
    asLogin: true,
    ...(chdir === undefined ? {} : { chdir }),
    ...(stdin === undefined ? {} : { stdin: newline && !stdin.endsWith('\n') ? `${stdin}\n` : stdin }),
  };
}

/** Runs it unless `creates` or `removes` says that it has been run. */
export function planProcess(
  params: ProcessParams,
  what: { readonly summary: string; readonly operation: Operation; readonly cmd: JsonValue },
  answers: readonly Answer[],
  context: PlanContext,
): Decision {
  const asked = processObservations(params).map((_, index) => answerAt(answers, index));
  const trouble = asked
    .map((answer) => troubleIn(answer, /^(?:yes|no)\n?$/))
    .find((each) => each !== undefined);
  if (trouble !== undefined)
    return refused(`whether it has to run is not known: ${trouble}`, 'does the folder in `chdir` exist?');
  const [first, second] = asked.map((answer) => outputOf(answer).startsWith('yes'));
  if (params.creates !== undefined && first === true) return skipped(what.cmd, params.creates, 'exists');
  const removable = params.creates === undefined ? first : second;
  if (params.removes !== undefined && removable !== true)
    return skipped(what.cmd, params.removes, 'does not exist');
  return wanted({
    summary: what.summary,
    diff: [],
    apply: [what.operation],
    preserve: [],
    undo: undoOf(params, context),
    impact: [],
    proof: 'exit-code',
    result: { cmd: what.cmd },
  });
}

/** Ansible's words and keys, for what was not run: it took no time. */
function skipped(cmd: JsonValue, pattern: string, why: string): Decision {
  const stdout = `skipped, since ${pattern} ${why}`;
  return satisfied({
    msg: `Did not run command since '${pattern}' ${why}`,
    cmd,
    rc: 0,
    stdout,
    stdout_lines: [stdout],
    stderr: '',
    stderr_lines: [],
    start: null,
    end: null,
    delta: null,
  });
}

function undoOf({ chdir }: ProcessParams, { undo, irreversible }: PlanContext): Undo {
  if (undo !== undefined) {
    return {
      kind: 'operations',
      operations: [{ kind: 'shell', script: undo, asLogin: true, ...(chdir === undefined ? {} : { chdir }) }],
    };
  }
  return {
    kind: 'irreversible',
    why: 'nobody but its author knows what it changes: give it an `undo:`',
    accepted: irreversible,
  };
}
