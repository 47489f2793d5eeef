import type { FactGroup } from '../group.ts';
import { factProbe, type ToldFacts } from '../told.ts';

/** What the first process is called, where that is not what people call what it keeps. */
const CALLED: Readonly<Record<string, string>> = {
  procd: 'openwrt_init',
  'runit-init': 'runit',
  svscan: 'svc',
  'openrc-init': 'openrc',
};

export const serviceManager: FactGroup = {
  name: 'service_mgr',
  subsets: ['min', 'service_mgr'],
  brings: ['platform', 'python', 'distribution'],
  names: ['service_mgr'],
  ask: () =>
    factProbe(['rr_facts_init'], function* (told) {
      const first = told.content('/proc/1/comm') ?? told.section('init')[0];
      const name = first?.slice(first.lastIndexOf('/') + 1).trim();
      // Many systems call it init, and in a container a shell may be the first.
      const isTelling = name !== undefined && name !== 'init' && !name.endsWith('sh');
      yield ['service_mgr', isTelling ? (CALLED[name] ?? name) : byTraces(told)];
    }),
};

function byTraces({ there, section }: ToldFacts): string {
  const has = (program: string): boolean => section('programs').some((path) => path.endsWith(`/${program}`));
  const systemdRuns = ['/run/systemd/system', '/dev/.run/systemd', '/dev/.systemd'].some(there);
  const traces: readonly (readonly [boolean, string])[] = [
    [there('/etc/openwrt_release'), 'openwrt_init'],
    [has('systemctl') && systemdRuns, 'systemd'],
    [has('initctl') && there('/etc/init'), 'upstart'],
    [there('/sbin/openrc'), 'openrc'],
    [has('systemctl') && /(?:^|\/)systemd$/.test(section('init')[0] ?? ''), 'systemd'],
    [there('/etc/init.d'), 'sysvinit'],
  ];
  return traces.find(([found]) => found)?.[1] ?? 'service';
}
