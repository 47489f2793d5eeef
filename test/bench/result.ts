import { median, ratio, table } from './arithmetic.ts';

/** One contestant in one round. */
export interface Sample {
  readonly name: string;
  /** `changing`: on fresh hosts. `unchanged`: on hosts that are as wanted. */
  readonly phase: 'changing' | 'unchanged';
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly targetCpuMs: number;
  readonly packets: number;
  readonly bytes: number;
}

/** The medians of one contestant in one phase; times and memory of the controller unless they say otherwise. */
export interface Row {
  readonly name: string;
  readonly phase: Sample['phase'];
  readonly wallMs: number;
  /** In terms of the wall time of the contestant all are compared with, in the same phase. */
  readonly wallRatio: number | undefined;
  readonly cpuMsPerHost: number;
  readonly peakMiB: number;
  readonly targetCpuMsPerHost: number;
  readonly packetsPerHost: number;
  readonly kibPerHost: number;
}

/** One row for each contestant and phase, in the order in which they first appear. */
export function summarize(samples: readonly Sample[], hosts: number, base: string): readonly Row[] {
  const groups = new Map<string, readonly Sample[]>();
  for (const sample of samples) groups.set(keyOf(sample), [...(groups.get(keyOf(sample)) ?? []), sample]);
  const wallOf = (name: string, phase: Sample['phase']): number | undefined => {
    const found = groups.get(keyOf({ name, phase }));
    return found === undefined ? undefined : median(found.map(({ wallMs }) => wallMs));
  };
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { name, phase } = first;
    const middle = (of: (sample: Sample) => number): number => median(group.map(of));
    const wallMs = middle((sample) => sample.wallMs);
    return [
      {
        name,
        phase,
        wallMs,
        wallRatio: ratio(wallMs, wallOf(base, phase)),
        cpuMsPerHost: middle((sample) => sample.cpuMs) / hosts,
        peakMiB: middle((sample) => sample.peakMiB),
        targetCpuMsPerHost: middle((sample) => sample.targetCpuMs) / hosts,
        packetsPerHost: middle((sample) => sample.packets) / hosts,
        kibPerHost: middle((sample) => sample.bytes) / 1024 / hosts,
      },
    ];
  });
}

const head: readonly string[] = [
  'contestant',
  'hosts were',
  'wall s',
  'ratio',
  'CPU ms/host',
  'peak MiB',
  "hosts' CPU ms/host",
  'packets/host',
  'KiB/host',
];

export function asTable(rows: readonly Row[]): string {
  return table([
    head,
    ...rows.map((row) => [
      row.name,
      row.phase === 'changing' ? 'fresh' : 'as wanted',
      (row.wallMs / 1000).toFixed(2),
      row.wallRatio === undefined ? '' : row.wallRatio.toFixed(2),
      row.cpuMsPerHost.toFixed(1),
      row.peakMiB.toFixed(0),
      row.targetCpuMsPerHost.toFixed(0),
      row.packetsPerHost.toFixed(0),
      row.kibPerHost.toFixed(0),
    ]),
  ]);
}

function keyOf({ name, phase }: Pick<Sample, 'name' | 'phase'>): string {
  return `${name}\n${phase}`;
}
