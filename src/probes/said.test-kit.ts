import type { Answer, PlanContext } from '../model/action.ts';

/** An answer with this text. */
export function said(stdout: string, exitCode = 0, stderr = ''): Answer {
  return { exitCode, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), droppedBytes: 0 };
}

export const NO_CONTEXT: PlanContext = {
  baseline: undefined,
  files: new Map(),
  undo: undefined,
  irreversible: false,
};
