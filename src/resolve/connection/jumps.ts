import { splitWords } from '../../python/shlex.ts';
import type { ArgumentProblem } from './ssh-arguments.ts';
import { readWords, type SshArguments } from './ssh-arguments.ts';

/** Where an ssh command connects to, as written there. */
export interface Destination {
  readonly user: string | undefined;
  readonly hostname: string;
  readonly port: string | undefined;
}

export type Jumps =
  | { readonly ok: true; readonly jumps: readonly Jump[] }
  | { readonly ok: false; readonly problem: ArgumentProblem };

/** A host to go through, and what an ssh command says of the way there. */
export interface Jump {
  readonly destination: Destination;
  readonly options: SshArguments['options'];
}

/** `ProxyJump=ann@gate:2222,inner`, the first host first. */
export function readProxyJump(value: string): Jumps {
  if (value.toLowerCase() === 'none') return { ok: true, jumps: [] };
  const jumps = value.split(',').map((part) => ({ destination: readDestination(part.trim()), options: [] }));
  if (jumps.some(({ destination }) => destination.hostname === '')) {
    return failed(`\`ProxyJump=${value}\` names no host`, 'write `ProxyJump=user@host:port`');
  }
  return { ok: true, jumps };
}

/** `user@host:port`, `ssh://user@host:port`, an IPv6 address with a port in brackets. */
function readDestination(text: string): Destination {
  const bare = text.replace(/^ssh:\/\//, '').replace(/\/$/, '');
  const at = bare.lastIndexOf('@');
  const user = at === -1 ? undefined : bare.slice(0, at);
  const place = bare.slice(at + 1);
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(place) ?? [];
  // What is left is an IPv6 address without brackets.
  return { user, hostname: bracketed ?? plain ?? place, port };
}

/** Only commands that do what ProxyJump does: `ssh … -W %h:%p gate`, or the older `ssh … gate nc %h %p`. */
export function readProxyCommand(value: string): Jumps {
  if (value.toLowerCase() === 'none') return { ok: true, jumps: [] };
  const hint = 'write `-o ProxyJump=user@host:port`, or `-o ProxyCommand="ssh -W %h:%p user@host"`';
  const split = splitWords(value);
  if (!split.ok) return failed(`\`ProxyCommand\`: ${split.why}`, hint);
  const words = split.words[0] === 'exec' ? split.words.slice(1) : split.words;
  const [program = '', ...rest] = words;
  const { options, operands, forward, configFile = 'none', problems } = readWords(rest);
  const [gate, ...command] = operands;
  const isForward = /^\[?%h\]?:%p$/.test(forward ?? '') && command.length === 0;
  const isNetcat =
    forward === undefined &&
    /^(?:\S*\/)?(?:nc|ncat|netcat)(?: -\S+(?: \d+)?)* %h %p$/.test(command.join(' '));
  if (!/^(?:.*\/)?ssh$/.test(program) || gate === undefined || !(isForward || isNetcat)) {
    return failed('this `ProxyCommand` is not supported', hint);
  }
  if (configFile !== 'none')
    return failed(`\`-F ${configFile}\` in a \`ProxyCommand\` is not supported`, hint);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, jumps: [{ destination: readDestination(gate), options }] };
}

function failed(message: string, hint: string): Jumps {
  return { ok: false, problem: { message, hint } };
}
