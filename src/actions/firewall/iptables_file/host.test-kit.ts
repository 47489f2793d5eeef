import { fixture } from '../../../firewall/owned.test-kit.ts';
import type { Decision } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { iptablesFile as bareIptablesFile } from './action.ts';

const iptablesFile = withDefaults(bareIptablesFile);

export const PATH: string = '/etc/sysconfig/iptables';
export const POLLUTED: string = fixture('openshift-3.11.txt');
export const CLEAN: string = fixture('openshift-3.11.clean.txt');
export const MOVED: string = fixture('openshift-3.11.moved.txt');
export const FACTS: string =
  'program iptables iptables v1.4.21\nprogram ip6tables ip6tables v1.4.21\nrestore /sbin/iptables-restore\nnetns yes\n';
/** A text of one table. */
export function filter(...lines: readonly string[]): string {
  return ['*filter', ':INPUT ACCEPT [0:0]', ':FORWARD ACCEPT [0:0]', ...lines, 'COMMIT', ''].join('\n');
}

/** What is on the host; undefined: no such file. */
export interface Host {
  readonly rules?: string;
  readonly config?: string;
  readonly reapply?: string;
  readonly facts?: string;
}

const answerFor = (path: string, text: string | undefined): string =>
  text === undefined
    ? 'absent\nparent /etc/sysconfig\n'
    : `stat 8180 0 0 ${Buffer.byteLength(text)} 1 root root 1\nreal ${path}\nparent /etc/sysconfig\ncontent\n${text}`;

export function decide(
  host: Host,
  params: JsonObject = {},
  files: Readonly<Record<string, string>> = {},
): Decision {
  const [rules, config, reapply] = iptablesFile.observe(params).map(({ argv }) => argv[1] ?? '');
  return iptablesFile.plan(
    params,
    [
      said(answerFor(rules ?? '', host.rules)),
      said(answerFor(config ?? '', host.config)),
      said(answerFor(reapply ?? '', host.reapply)),
      said(host.facts ?? FACTS),
    ],
    { ...NO_CONTEXT, files: new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])) },
  );
}

export function changeOf(decision: Decision): Change {
  if (decision.kind !== 'change') throw new Error(JSON.stringify(decision));
  return decision.change;
}

/** `trial` for the script; what is written, by its path. */
export function steps({ apply }: Change): readonly string[] {
  return apply.map((each) =>
    each.kind === 'shell' ? 'trial' : `${each.kind} ${'path' in each ? each.path : ''}`,
  );
}
export function written({ apply }: Change): Readonly<Record<string, string>> {
  return Object.fromEntries(
    apply.flatMap((each) =>
      each.kind === 'write' ? [[each.path, Buffer.from(each.contentBase64, 'base64').toString()]] : [],
    ),
  );
}
