import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { factProbe, type ToldFacts } from '../../../probes/facts/told.ts';
import type { Probe } from '../../../probes/probe.ts';

/** What keeps packages, by the words of `manager`. */
export const MANAGERS = ['apt', 'rpm', 'apk'] as const;

export type PackageManager = (typeof MANAGERS)[number];

/** Enough for some fifty thousand packages. */
const KEPT_BYTES = 8 * 2 ** 20;

/** The packages of a host by manager, those of a name together; only managers that have any. */
export function installed(managers: readonly PackageManager[]): Probe<JsonObject> {
  return {
    ...factProbe(['rr_packages', ...managers], function* (told) {
      for (const manager of managers) {
        const packages = READERS[manager](told);
        if (packages.length > 0) yield [manager, byName(manager, packages)];
      }
    }),
    keepBytes: KEPT_BYTES,
    hint: 'see whether its package manager works',
  };
}

type Package = Readonly<Record<string, JsonValue>> & { readonly name: string };

const READERS: Readonly<Record<PackageManager, (told: ToldFacts) => readonly Package[]>> = {
  apt: ({ section }) => {
    const native = section('native')[0] ?? '';
    return rows(section('apt')).flatMap(([state = '', name = '', version = '', arch = '', category = '']) => {
      // Not installed, or only its configuration is left.
      if (!/^.[^nc]/.test(state)) return [];
      const isForeign = arch !== 'all' && arch !== native;
      return [{ name: isForeign ? `${name}:${arch}` : name, version, arch, category }];
    });
  },
  rpm: ({ section }) =>
    rows(section('rpm')).map(([name = '', version = '', release = '', epoch = '', arch = '']) => ({
      ...{ name, version, release },
      epoch: epoch === '(none)' ? null : Number(epoch),
      arch: arch === '(none)' ? null : arch,
    })),
  apk: ({ section }) =>
    section('apk').map((line) => {
      const [, name = line, version = '', release = ''] = /^(.*)-([^-]+)-([^-]+)$/.exec(line) ?? [];
      return { name, version, release };
    }),
};

function rows(lines: readonly string[]): readonly (readonly string[])[] {
  return lines.map((line) => line.split('\t')).filter((fields) => fields.length > 4);
}

function byName(source: string, packages: readonly Package[]): JsonObject {
  const names = new Map<string, JsonObject[]>();
  for (const one of packages) {
    const known = jsonObject([...Object.entries(one), ['source', source]]);
    names.set(one.name, [...(names.get(one.name) ?? []), known]);
  }
  return jsonObject(names);
}
