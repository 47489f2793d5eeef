import { flushIn } from '../../firewall/flush.ts';
import type { Action, Answer, Decision, ParamMistake, PlanContext } from '../../model/action.ts';
import {
  environmentMistake,
  type ProcessParams,
  planProcess,
  processObservations,
  processProperties,
  surroundingsOf,
} from '../command/process.ts';
import { parameterIn } from '../command/words.ts';
import { refused } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';

export interface ShellParams extends ProcessParams {
  readonly cmd: string;
  readonly executable?: string;
}

export const shell: Action = defineAction<ShellParams>({
  name: 'shell',
  collections: BUILTIN,
  summary: 'Run a text with the shell',
  freeForm: 'cmd',
  readOnly: false,
  params: {
    type: 'object',
    properties: {
      cmd: { type: 'string', description: 'The text' },
      executable: { type: 'path', description: 'The shell; `/bin/sh` without it' },
      ...processProperties,
    },
    required: ['cmd'],
    additionalProperties: false,
  },
  example: `\
- name: Keep a list of the running containers
  shell: docker ps --no-trunc > /root/containers.txt
  args: {creates: /root/containers.txt}
  undo: rm -f /root/containers.txt
`,
  flushes: ({ cmd }) => (typeof cmd === 'string' ? flushIn(cmd) : undefined),
  mistakeIn,
  observe: processObservations,
  plan: planShell,
});

export function planShell(params: ShellParams, answers: readonly Answer[], context: PlanContext): Decision {
  const mistake = mistakeIn(params);
  if (mistake !== undefined) return refused(mistake.why, mistake.hint);
  return planProcess(
    params,
    {
      summary: `run ${params.cmd.trim().split('\n', 1)[0] ?? ''}`,
      operation: {
        kind: 'shell',
        script: params.cmd,
        ...(params.executable === undefined ? {} : { executable: params.executable }),
        ...surroundingsOf(params),
      },
      cmd: params.cmd,
    },
    answers,
    context,
  );
}

function mistakeIn(params: ShellParams): ParamMistake | undefined {
  const { cmd } = params;
  if (cmd.trim() === '') return { why: 'there is no text to run', hint: 'write `shell: TEXT`' };
  const parameter = parameterIn(cmd);
  if (parameter === undefined) return environmentMistake(params);
  return { why: `\`${parameter}\` is not part of the text`, hint: 'put it under `args:`' };
}
