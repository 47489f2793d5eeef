import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe, type ToldFacts } from '../told.ts';

export const lvm: FactGroup = {
  name: 'lvm',
  subsets: ['hardware'],
  brings: ['platform', 'python'],
  names: ['lvm'],
  ask: () =>
    factProbe(['rr_facts_lvm'], function* (told) {
      yield ['lvm', told.lines.length === 0 ? 'N/A' : volumesIn(told)];
    }),
};

function volumesIn({ section }: ToldFacts): JsonObject {
  const rows = (program: string): readonly (readonly string[])[] =>
    section(program)
      .map((line) => line.trim().split(','))
      .filter((fields) => fields.length > 3);
  const mapped = mapperNames(section('names'));
  return jsonObject([
    [
      'vgs',
      keyed(
        rows('vgs').map((fields) => [
          fields[0],
          { size_g: fields.at(-2), free_g: fields.at(-1), num_lvs: fields[2], num_pvs: fields[1] },
        ]),
      ),
    ],
    ['lvs', keyed(rows('lvs').map((fields) => [fields[0], { size_g: fields[3], vg: fields[1] }]))],
    [
      'pvs',
      keyed(
        rows('pvs').map((fields) => [
          mapped.get(fields[0] ?? '') ?? fields[0],
          { size_g: fields[4], free_g: fields[5], vg: fields[1] },
        ]),
      ),
    ],
  ]);
}

function keyed(
  rows: readonly (readonly [
    name: string | undefined,
    fields: Readonly<Record<string, string | undefined>>,
  ])[],
): JsonValue {
  return jsonObject(
    rows.map(([name = '', fields]) => [
      name,
      jsonObject(Object.entries(fields).map(([field, value]) => [field, value ?? ''] as const)),
    ]),
  );
}

/** `/dev/dm-3` is `/dev/mapper/NAME`, as the links there say. */
function mapperNames(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, name, device] = /\s(\S+) -> \.\.\/(dm-\d+)$/.exec(line) ?? [];
      return name === undefined || device === undefined
        ? []
        : [[`/dev/${device}`, `/dev/mapper/${name}`] as const];
    }),
  );
}
