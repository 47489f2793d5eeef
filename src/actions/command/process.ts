import type { Answer, Decision, Observation, PlanContext } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import type { Operation } from '../../model/operation.ts';
import type { PropertySchema } from '../../model/params-schema.ts';
import { linesOf } from '../answer.ts';
import { satisfied, wanted } from '../decision.ts';

/** What `command` and `shell` have in common. */
export interface ProcessParams {
  readonly chdir?: string;
  readonly creates?: string;
  readonly removes?: string;
  readonly stdin?: string;
}

export const processProperties: { readonly [Key in keyof ProcessParams]-?: PropertySchema } = {
  chdir: { type: 'path', description: 'Folder to run it in' },
  creates: { type: 'string', description: 'A path or glob; when something is there, it is not run' },
  removes: { type: 'string', description: 'A path or glob; when nothing is there, it is not run' },
  stdin: { type: 'string', description: 'Text for its standard input, a newline added' },
};

export function processObservations({ chdir, creates, removes }: ProcessParams): readonly Observation[] {
  return [creates, removes].flatMap((pattern) =>
    pattern === undefined ? [] : [{ argv: ['rr_glob', chdir ?? '', pattern] as const }],
  );
}

/** Runs it unless `creates` or `removes` says that it has been run. */
export function planProcess(
  params: ProcessParams,
  what: { readonly summary: string; readonly operation: Operation },
  answers: readonly Answer[],
  context: PlanContext,
): Decision {
  const rest = [...answers];
  if (params.creates !== undefined && exists(rest.shift()))
    return skipped(`skipped, since ${params.creates} exists`);
  if (params.removes !== undefined && !exists(rest.shift()))
    return skipped(`skipped, since ${params.removes} does not exist`);
  return wanted({
    summary: what.summary,
    diff: [],
    apply: [what.operation],
    preserve: [],
    undo: undoOf(context),
    impact: [],
    proof: 'exit-code',
  });
}

function exists(answer: Answer | undefined): boolean {
  return answer !== undefined && linesOf(answer)[0] === 'yes';
}

function skipped(msg: string): Decision {
  return satisfied({ msg, rc: 0, stdout: msg, stdout_lines: [msg], stderr: '', stderr_lines: [] });
}

function undoOf({ undo, irreversible }: PlanContext): Change['undo'] {
  if (undo !== undefined) return { kind: 'operations', operations: [{ kind: 'shell', script: undo }] };
  return {
    kind: 'irreversible',
    why: 'nobody but its author knows what it changes: give it an `undo:`',
    accepted: irreversible,
  };
}
