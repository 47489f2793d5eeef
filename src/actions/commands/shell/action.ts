import { flushHazard, flushIn } from '../../../firewall/flush/flush.ts';
import type { Action, Obstacle } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import {
  environmentMistake,
  type Invocation,
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
  plan: (params, told, context) => planProcess(params, invocationOf(params), told, context),
});

function invocationOf(params: ShellParams): Invocation {
  const { cmd, executable } = params;
  return {
    summary: `run ${cmd.trim().split('\n', 1)[0] ?? ''}`,
    operation: {
      kind: 'shell',
      script: cmd,
      ...(executable === undefined ? {} : { executable }),
      ...surroundingsOf(params),
    },
    cmd,
  };
}

function mistakeIn(params: ShellParams): Obstacle | undefined {
  const { cmd } = params;
  if (cmd.trim() === '') return { why: 'there is no text to run', hint: 'write `shell: TEXT`' };
  const parameter = parameterIn(cmd);
  if (parameter === undefined) return environmentMistake(params);
  return { why: `\`${parameter}\` is not part of the text`, hint: 'put it under `args:`' };
}
