import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { factProbe, linesIn } from '../told.ts';

export const memory: FactGroup = {
  name: 'memory',
  subsets: ['hardware'],
  brings: ['platform', 'python'],
  names: words('memory_mb memtotal_mb memfree_mb swaptotal_mb swapfree_mb'),
  ask: () =>
    factProbe(['rr_facts_files', '/proc/meminfo'], function* ({ content }) {
      const sizes = new Map(
        linesIn(content('/proc/meminfo')).map((line) => {
          const [, name = '', kib = '0'] = /^([^:]+):\s*(\d+)/.exec(line) ?? [];
          return [name, Math.floor(Number(kib) / 1024)] as const;
        }),
      );
      if (!sizes.has('MemTotal')) return;
      const of = (name: string): number => sizes.get(name) ?? 0;
      const [total, free, swap, unswapped] = ['MemTotal', 'MemFree', 'SwapTotal', 'SwapFree'].map(of) as [
        number,
        number,
        number,
        number,
      ];
      const available = of('Cached') + free + of('Buffers');
      yield* Object.entries({
        memtotal_mb: total,
        memfree_mb: free,
        swaptotal_mb: swap,
        swapfree_mb: unswapped,
      });
      yield [
        'memory_mb',
        nested({
          real: { total, used: total - free, free },
          nocache: { free: available, used: total - available },
          swap: { total: swap, free: unswapped, used: swap - unswapped, cached: of('SwapCached') },
        }),
      ];
    }),
};

function nested(values: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>): JsonValue {
  return jsonObject(
    Object.entries(values).map(([name, inner]) => [name, jsonObject(Object.entries(inner))] as const),
  );
}
