import type { Action, Answer, Decision, Observation } from '../../model/action.ts';
import { answerAt, linesOf, outputOf } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import { compileRegExp, searchBytes, toBytes } from '../python-regexp/regexp.ts';

export interface WaitForParams {
  readonly host: string;
  readonly port?: number;
  readonly path?: string;
  readonly search_regex?: string;
  readonly state: 'started' | 'present' | 'stopped' | 'absent' | 'drained';
  readonly timeout: number;
  readonly sleep: number;
  readonly connect_timeout: number;
}

export const waitFor: Action = defineAction<WaitForParams>({
  name: 'wait_for',
  collections: BUILTIN,
  summary: 'Wait for a port or a file, seen from the host',
  readOnly: true,
  params: {
    type: 'object',
    properties: {
      host: {
        type: 'string',
        description: 'Where the port is',
        default: '127.0.0.1',
        pattern: '^[A-Za-z0-9.:%_-]+$',
      },
      port: { type: 'integer', description: 'A TCP port', minimum: 1, maximum: 65535 },
      path: { type: 'path', description: 'A file' },
      search_regex: {
        type: 'string',
        description: 'With `path`: what must be found in the file; its first MiB is looked at',
      },
      state: {
        type: 'string',
        enum: ['started', 'present', 'stopped', 'absent', 'drained'],
        description: '`drained`: nothing is connected to this port of the host any more',
        default: 'started',
      },
      timeout: { type: 'duration', description: 'How long to wait', default: '300s' },
      sleep: { type: 'duration', description: 'Time between two looks', default: '1s' },
      connect_timeout: { type: 'duration', description: 'How long one connection may take', default: '5s' },
    },
    required: [],
    oneOf: [['port', 'path']],
    additionalProperties: false,
  },
  example: `- name: The router answers
  wait_for: {port: 443, timeout: 90s}
`,
  observe: questions,
  plan: planWaitFor,
});

function questions({
  host,
  port,
  path,
  search_regex: regex,
  state,
  connect_timeout: limitMs,
}: WaitForParams): readonly Observation[] {
  if (path !== undefined)
    return [{ argv: regex === undefined ? ['test', '-e', path] : ['head', '-c', '1048576', path] }];
  if (port === undefined) return [];
  if (state === 'drained') return [{ argv: ['rr_sockets', String(port)] }];
  return [{ argv: ['rr_connect', host, String(port), String(Math.max(1, Math.ceil(limitMs / 1000)))] }];
}

export function planWaitFor(params: WaitForParams, answers: readonly Answer[]): Decision {
  const seen = look(params, answerAt(answers, 0));
  if (!seen.ok) return refused(seen.why, seen.hint);
  const present = params.state === 'started' || params.state === 'present';
  if (seen.there === present) return satisfied({ state: params.state, port: params.port, path: params.path });
  return {
    kind: 'waiting',
    for: `${describe(params)} to be ${params.state}`,
    everyMs: Math.max(100, params.sleep),
    limitMs: Math.max(1, params.timeout),
  };
}

type Seen =
  | { readonly ok: true; readonly there: boolean }
  | { readonly ok: false; readonly why: string; readonly hint: string };

function look({ port, search_regex: regex, state }: WaitForParams, answer: Answer): Seen {
  if (port !== undefined && state === 'drained')
    return { ok: true, there: linesOf(answer).some(isConnected) };
  if (port !== undefined) return lookAtPort(linesOf(answer)[0]);
  if (regex === undefined) return { ok: true, there: answer.exitCode === 0 };
  const compiled = compileRegExp(regex, { multiline: true });
  if (!compiled.ok)
    return {
      ok: false,
      why: `\`search_regex\` cannot be used: ${compiled.why}`,
      hint: 'see `rulerun doc wait_for`',
    };
  const found =
    answer.exitCode === 0 && searchBytes(compiled.regexp, toBytes(outputOf(answer))) !== undefined;
  return { ok: true, there: found };
}

function lookAtPort(said: string | undefined): Seen {
  if (said === 'open' || said === 'closed') return { ok: true, there: said === 'open' };
  return {
    ok: false,
    why: 'the host has nothing to try a connection with',
    hint: 'install bash or nc there, or wait for a file instead',
  };
}

/** Every state but listening (0A) and waiting after the end (06) is a connection: include/net/tcp_states.h. */
function isConnected(line: string): boolean {
  const state = line.trim().split(/\s+/).at(-1) ?? '';
  return state !== '0A' && state !== '06';
}

function describe({ host, port, path, search_regex: regex }: WaitForParams): string {
  if (port !== undefined) return `port ${port} of ${host}`;
  return regex === undefined ? `${path}` : `\`${regex}\` in ${path}`;
}
