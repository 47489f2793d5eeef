import type { Action } from '../../../model/action.ts';
import { fileAt, LARGEST_FILE } from '../../../probes/file/host-file.ts';
import { connectTo, useOfPort } from '../../../probes/sockets/sockets.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { tidyPath } from '../../files/host-file/path.ts';
import { type WaitForParams, waitProperties } from './params.ts';
import { awaitPath } from './path-state.ts';
import { awaitPort, isLocal, placeOf } from './port-state.ts';

export const waitFor: Action = defineAction({
  name: 'wait_for',
  collections: BUILTIN,
  summary: 'Wait for a port or a file, as the host sees it',
  params: waitProperties,
  oneOf: [['port', 'path']],
  readOnly: true,
  example: `\
- name: The kubelet answers
  wait_for: {port: 10250, timeout: 90s, sleep: 5s}
`,
  mistakeIn,
  observe: questionsFor,
  plan: (params, { file, ...told }) =>
    file === undefined ? awaitPort(params, params.port ?? 0, told) : awaitPath(params, file),
});

function questionsFor({
  host,
  port,
  path,
  state,
  search_regex: regex,
  connect_timeout: limit,
}: WaitForParams) {
  const toPort = port !== undefined && state !== 'drained';
  return {
    file:
      port === undefined ? fileAt(tidyPath(path ?? '/'), regex === undefined ? 0 : LARGEST_FILE) : undefined,
    use: port !== undefined && (!toPort || isLocal(host)) ? useOfPort(port) : undefined,
    connecting: toPort ? connectTo(host, port, placeOf(host, port), limit) : undefined,
  };
}

function mistakeIn({ host, port, state, search_regex: regex }: WaitForParams): string | undefined {
  if (port === undefined && (state === 'stopped' || state === 'drained'))
    return `\`state: ${state}\` is only for a port`;
  if (port !== undefined && regex !== undefined)
    return '`search_regex` is only for a file: nothing is read from ports';
  if (regex !== undefined && state !== 'started' && state !== 'present')
    return '`search_regex` is only for a file that is there';
  return state === 'drained' && !isLocal(host)
    ? "`state: drained` is only for the host's own ports"
    : undefined;
}
