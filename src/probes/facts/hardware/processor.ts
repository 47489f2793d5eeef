import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';

const NAMED: ReadonlySet<string> = new Set([
  'model name',
  'Processor',
  'vendor_id',
  'cpu',
  'Vendor',
  'processor',
]);

export const processor: FactGroup = {
  name: 'processor',
  subsets: words('hardware processor processor_cores processor_count'),
  brings: ['platform', 'python'],
  names: words(
    `processor processor_cores processor_count processor_nproc processor_threads_per_core processor_vcpus`,
  ),
  ask: () => factProbe(['rr_facts_processor'], processorFacts),
};

/** Counted as Ansible counts: the first socket stands for all of them, and so does the first core. */
function* processorFacts(told: ToldFacts): Iterable<Fact> {
  const pairs = told.section('cpuinfo').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  const named = pairs.filter(([key]) => NAMED.has(key));
  yield ['processor', named.map(([, value]) => value)];
  const machine = told.section('machine')[0] ?? '';
  if (machine === 's390x') {
    const cores = pairs.find(([key]) => key === '# processors');
    yield ['processor_cores', cores === undefined ? undefined : Number(cores[1])];
    return;
  }
  const times = (key: string): number => named.filter(([name]) => name === key).length;
  const byName =
    times('vendor_id') > 0 && times('vendor_id') === times('model name') ? times('vendor_id') : named.length;
  const count = /^(?:armv|aarch|ppc)/.test(machine) ? times('processor') : byName;
  if (isParavirtual(told, pairs)) {
    yield* Object.entries({
      processor_count: count,
      processor_cores: count,
      processor_threads_per_core: 1,
      processor_vcpus: count,
    });
    return;
  }
  const { sockets, siblings } = topology(pairs);
  const cores = sockets.values().next().value || 1;
  const threads = Math.floor((siblings.values().next().value ?? 1) / cores);
  const size = sockets.size === 0 ? count : sockets.size;
  yield* Object.entries({
    processor_count: size,
    processor_cores: cores,
    processor_threads_per_core: threads,
    processor_vcpus: threads * size * cores,
    processor_nproc: allowed(told.section('allowed')[0]) ?? times('processor'),
  });
}

/** Cores of each socket, and threads of each core, in the order in which they are listed. */
function topology(pairs: readonly (readonly [string, string])[]) {
  const sockets = new Map<string, number>();
  const siblings = new Map<string, number>();
  let socket = '0';
  let core = '0';
  for (const [key, value] of pairs) {
    if (key === 'physical id') {
      socket = value;
      if (!sockets.has(socket)) sockets.set(socket, 1);
    } else if (key === 'core id') {
      core = value;
      if (!sockets.has(core)) siblings.set(core, 1);
    } else if (key === 'cpu cores') sockets.set(socket, Number(value));
    else if (key === 'siblings') siblings.set(core, Number(value));
  }
  return { sockets, siblings };
}

/** A guest of Xen without hardware to help it: its processors lack `vme`, and their numbers say nothing. */
function isParavirtual(
  { there, content }: ToldFacts,
  pairs: readonly (readonly [string, string])[],
): boolean {
  const isXen = there('/proc/xen') || content('/sys/hypervisor/type')?.split('\n', 1)[0] === 'xen';
  return isXen && pairs.some(([key, value]) => key === 'flags' && !value.includes('vme'));
}

/** How many a list such as `0-3,8` names. */
function allowed(list: string | undefined): number | undefined {
  if (list === undefined || list === '') return undefined;
  return list.split(',').reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}
