import { flushHazard, flushIn } from '../../../firewall/flush/flush.ts';
import type { Action, Decision, ParamMistake } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { Told } from '../../../probes/probe.ts';
import { BUILTIN, type DecisionContext, defineAction } from '../../define-action.ts';
import {
  environmentMistake,
  type ProcessProbes,
  planProcess,
  processProbes,
  processProperties,
  surroundingsOf,
} from '../command/process.ts';
import { parameterIn } from '../command/words.ts';

const params = {
  cmd: { type: 'string', required: true, description: 'The text' },
  executable: { type: 'path', description: 'The shell; `/bin/sh` without it' },
  ...processProperties,
} as const;

type ShellParams = ParamsOf<typeof params>;

export const shell: Action = defineAction({
  name: 'shell',
  collections: BUILTIN,
  summary: 'Run a text with the shell',
  freeForm: 'cmd',
  readOnly: false,
  params,
  example: `\
- name: Keep a list of the running containers
  shell: docker ps --no-trunc > /root/containers.txt
  args: {creates: /root/containers.txt}
  undo: rm -f /root/containers.txt
`,
  hazards: ({ cmd }, undo) =>
    flushHazard((typeof cmd === 'string' ? flushIn(cmd) : undefined) ?? flushIn(undo)),
  mistakeIn,
  observe: processProbes,
  plan: planShell,
});

function planShell(
  params: ShellParams,
  told: Told<ProcessProbes>,
  context: DecisionContext<ProcessProbes>,
): Decision {
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
    told,
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
