import type { Action, Answer, Decision } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { containerStop } from '../container-stop.ts';
import { systemdWith } from './action.ts';

/** On a host without a firewall. */
export const systemd: Action = systemdWith([containerStop]);

/** A path's content on the model host: a unit file, an empty file, or where a link points. */
export type Entry = 'file' | 'empty' | `-> ${string}`;

/**
 * As much of a host with systemd 252 as the action can see and change: unit files and links, what runs, and what systemd
 * has read. One unit, x.service, wanted by multi-user.target; a.service is part of it.
 */
export interface ModelHost {
  readonly entries: Map<string, Entry>;
  readonly active: Set<string>;
  /** The mask systemd knows of. */
  knowsMask: boolean;
}

const CONFIG = '/etc/systemd/system';
const VENDOR = '/usr/lib/systemd/system/x.service';
export const MASK = `${CONFIG}/x.service`;
export const RUNTIME_MASK = '/run/systemd/system/x.service';
export const WANTS = `${CONFIG}/multi-user.target.wants/x.service`;
export const ALIAS = `${CONFIG}/other-name.service`;

export function modelHost(
  entries: Readonly<Record<string, Entry>>,
  active: readonly string[] = [],
): ModelHost {
  const host: ModelHost = {
    entries: new Map(Object.entries(entries)),
    active: new Set(active),
    knowsMask: false,
  };
  host.knowsMask = isMasked(host);
  return host;
}

export const INSTALLED: Readonly<Record<string, Entry>> = { [VENDOR]: 'file' };

export function answer(stdout: string, exitCode = 0, stderr = ''): Answer {
  const encoder = new TextEncoder();
  return { exitCode, stdout: encoder.encode(stdout), stderr: encoder.encode(stderr), droppedBytes: 0 };
}

/** What `rr_unit x.service` says on this host. */
export function unitAnswer(host: ModelHost, more: readonly string[] = []): Answer {
  const masked = isMasked(host);
  const file = host.entries.get(MASK) === 'file' ? MASK : host.entries.has(VENDOR) ? VENDOR : undefined;
  const load = host.knowsMask ? 'masked' : file === undefined ? 'not-found' : 'loaded';
  const rows = [...host.entries].flatMap(([path, entry]) => row(path, entry));
  const install =
    file === undefined
      ? []
      : ['install\tx.service\tWantedBy=multi-user.target', 'install\tx.service\tAlias=other-name.service'];
  return answer(
    [
      'Id=x.service',
      'Names=x.service',
      `LoadState=${load}`,
      `ActiveState=${host.active.has('x.service') ? 'active' : 'inactive'}`,
      `SubState=${host.active.has('x.service') ? 'running' : 'dead'}`,
      `FragmentPath=${file ?? ''}`,
      'Type=simple',
      `CanReload=${host.knowsMask ? 'no' : 'yes'}`,
      'ConsistsOf=a.service',
      ...more,
      `EnabledWord=${enabledWord(host, masked, file)}`,
      ...rows,
      ...install,
      ...folders(host).map((folder) => `folder\t${folder}\t755`),
    ].join('\n'),
  );
}

/** What `rr_unit_dependents x.service` says. */
export function dependentsAnswer(host: ModelHost): Answer {
  const state = (unit: string): string => (host.active.has(unit) ? 'active' : 'inactive');
  return answer(
    `Id=x.service\nActiveState=${state('x.service')}\nConsistsOf=a.service\n\nId=a.service\nActiveState=${state('a.service')}\n\n`,
  );
}

/** Does what a change says, and gives the function that undoes it. @throws what the host would refuse */
export function apply(host: ModelHost, change: Change): () => void {
  const before = new Map(change.preserve.map((path) => [path, host.entries.get(path)]));
  for (const operation of change.apply) perform(host, operation, before);
  return () => {
    if (change.undo.kind !== 'possible') return;
    for (const operation of change.undo.operations) perform(host, operation, before);
  };
}

/** The host as data, to compare. */
export function snapshot(host: ModelHost): unknown {
  return {
    entries: Object.fromEntries([...host.entries].sort()),
    active: [...host.active].sort(),
    knowsMask: host.knowsMask,
  };
}

function perform(
  host: ModelHost,
  operation: Operation,
  before: ReadonlyMap<string, Entry | undefined>,
): void {
  switch (operation.kind) {
    case 'run':
      if (operation.argv[0] === 'systemctl') systemctl(host, operation.argv.slice(1));
      return;
    case 'remove':
      host.entries.delete(operation.path);
      return;
    case 'restore': {
      if (!before.has(operation.path)) throw new Error(`${operation.path} was not preserved`);
      const entry = before.get(operation.path);
      if (entry === undefined) host.entries.delete(operation.path);
      else host.entries.set(operation.path, entry);
      return;
    }
    case 'directory':
      return;
    default:
      throw new Error(`the model host cannot ${operation.kind}`);
  }
}

function systemctl(host: ModelHost, [verb = '', ...words]: readonly string[]): void {
  const units = words.filter((word) => !word.startsWith('--'));
  if (['start', 'stop', 'restart', 'reload'].includes(verb)) {
    for (const unit of units) {
      if (verb !== 'stop') start(host, unit);
      else stop(host, unit, words.includes('--job-mode=ignore-dependencies'));
    }
    return;
  }
  changeFiles(host, verb, words.includes('--runtime'));
  host.knowsMask = isMasked(host);
}

function changeFiles(host: ModelHost, verb: string, runtime: boolean): void {
  switch (verb) {
    case 'mask':
      if (host.entries.has(MASK)) throw new Error(`File ${MASK} already exists.`);
      host.entries.set(MASK, '-> /dev/null');
      return;
    case 'unmask':
      host.entries.delete(runtime ? RUNTIME_MASK : MASK);
      return;
    case 'enable':
      if (isMasked(host)) throw new Error('Unit is masked');
      host.entries.set(WANTS, `-> ${VENDOR}`).set(ALIAS, `-> ${VENDOR}`);
      return;
    case 'disable':
      // For a masked unit it says "is masked, ignoring", and ends well.
      if (!isMasked(host)) for (const path of enablement(host)) host.entries.delete(path);
      return;
    case 'daemon-reload':
      return;
    default:
      throw new Error(`the model host has no systemctl ${verb}`);
  }
}

function stop(host: ModelHost, unit: string, alone: boolean): void {
  if (unit === 'x.service' && !alone) host.active.delete('a.service');
  host.active.delete(unit);
}

function start(host: ModelHost, unit: string): void {
  if (unit === 'x.service' && host.knowsMask) throw new Error('Unit x.service is masked.');
  host.active.add(unit);
}

function isMasked(host: ModelHost): boolean {
  return [MASK, RUNTIME_MASK].some((path) => isMask(host.entries.get(path)));
}

function isMask(entry: Entry | undefined): boolean {
  return entry === 'empty' || entry === '-> /dev/null';
}

function enablement(host: ModelHost): readonly string[] {
  return [WANTS, ALIAS].filter((path) => host.entries.has(path));
}

function enabledWord(host: ModelHost, masked: boolean, file: string | undefined): string {
  if (masked) return isMask(host.entries.get(MASK)) ? 'masked' : 'masked-runtime';
  if (file === undefined) return '';
  return enablement(host).length > 0 ? 'enabled' : 'disabled';
}

function folders(host: ModelHost): readonly string[] {
  return host.entries.has(WANTS) ? [`${CONFIG}/multi-user.target.wants`] : [];
}

function row(path: string, entry: Entry): readonly string[] {
  const target = entry.startsWith('-> ') ? entry.slice(3) : '';
  if (path === WANTS) return [`wants\tx.service\t${path}\t${target}`];
  if (path === ALIAS) return [`alias\tx.service\t${path}\t${target}`];
  return [target === '' ? `${entry}\tx.service\t${path}` : `link\tx.service\t${path}\t${target}`];
}

const LINK = '-> /usr/lib/systemd/system/x.service';

/** Every state of the boot side: installed, enabled, masked for good or until the next boot. */
export const HOSTS: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  disabled: INSTALLED,
  enabled: { ...INSTALLED, [WANTS]: LINK, [ALIAS]: LINK },
  masked: { ...INSTALLED, [MASK]: '-> /dev/null' },
  'masked by an empty file': { ...INSTALLED, [MASK]: 'empty' },
  'masked, links left': { ...INSTALLED, [WANTS]: LINK, [MASK]: '-> /dev/null' },
  'masked at runtime': { ...INSTALLED, [RUNTIME_MASK]: '-> /dev/null' },
  'masked at runtime, enabled': { ...INSTALLED, [WANTS]: LINK, [RUNTIME_MASK]: '-> /dev/null' },
  'masked twice': { ...INSTALLED, [MASK]: '-> /dev/null', [RUNTIME_MASK]: '-> /dev/null' },
  missing: {},
  'missing, masked': { [MASK]: '-> /dev/null' },
  'in /etc': { [MASK]: 'file' },
};

export const CONTEXT = { baseline: undefined, files: new Map(), undo: undefined, irreversible: false };
export const DISABLED = { enabled: false, masked: true };

/** What the action decides on this host. */
export function decide(host: ModelHost, params: JsonObject, more: readonly string[] = []): Decision {
  const answers = [unitAnswer(host, more), dependentsAnswer(host), answer('none\n')];
  return systemd.plan({ name: 'x', ...params }, answers, CONTEXT);
}

/** The commands a decision comes to, `systemctl` left out. */
export function commandsOf(decision: Decision): readonly string[] {
  if (decision.kind !== 'change') return [];
  return decision.change.apply.map((operation) => {
    if (operation.kind === 'run') return operation.argv.join(' ').replace(/^systemctl /, '');
    return operation.kind === 'remove' ? `rm ${operation.path}` : operation.kind;
  });
}
