import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { ToldFacts } from '../told.ts';

/** The names in a folder of links, by the device that each leads to. */
type NamesByDevice = ReadonlyMap<string, readonly string[]>;

export interface DeviceLinks {
  readonly kinds: {
    readonly ids: NamesByDevice;
    readonly uuids: NamesByDevice;
    readonly labels: NamesByDevice;
    /** What is built upon it. */
    readonly masters: NamesByDevice;
  };
  /** World-wide names by device. */
  readonly wwns: ReadonlyMap<string, string>;
  /** Where /sys/block leads for each disk. */
  readonly disks: ReadonlyMap<string, string>;
}

export function deviceLinks({ section, paths }: ToldFacts): DeviceLinks {
  const folders = listings(section('links'));
  const named = (folder: string): NamesByDevice =>
    byDevice((folders.get(folder) ?? []).map(([name, target]) => [baseName(target), name]));
  const slaves = paths.flatMap((path) => {
    const [, master, device] = /^\/sys\/block\/([^/]+)\/slaves\/([^/]+)$/.exec(path) ?? [];
    return master === undefined || device === undefined ? [] : [[device, master] as const];
  });
  const ids = named('/dev/disk/by-id');
  const wwns = [...ids].flatMap(([device, names]) => {
    const wwn = names.findLast((name) => name.startsWith('wwn-'));
    return wwn === undefined ? [] : [[device, wwn.slice('wwn-'.length)] as const];
  });
  return {
    kinds: {
      ids,
      uuids: named('/dev/disk/by-uuid'),
      labels: named('/dev/disk/by-label'),
      masters: byDevice(slaves),
    },
    wwns: new Map(wwns),
    disks: new Map(folders.get('/sys/block') ?? []),
  };
}

export function linksOf(kind: NamesByDevice, device: string): readonly string[] {
  return kind.get(device) ?? [];
}

/** All that leads to a device, by the kind of name. */
export function linksTo(device: string, { kinds }: DeviceLinks): JsonObject {
  return jsonObject(Object.entries(kinds).map(([kind, names]) => [kind, linksOf(names, device)] as const));
}

function byDevice(pairs: readonly (readonly [device: string, name: string])[]): NamesByDevice {
  const names = new Map<string, JsonValue & string[]>();
  for (const [device, name] of pairs) names.set(device, [...(names.get(device) ?? []), name].toSorted());
  return names;
}

/** The links in what `ls -l` says of folders, each under its path with a colon. */
function listings(
  lines: readonly string[],
): ReadonlyMap<string, (readonly [name: string, target: string])[]> {
  const folders = new Map<string, (readonly [string, string])[]>();
  let current: (readonly [string, string])[] = [];
  for (const line of lines) {
    const [, folder] = /^(\/.*):$/.exec(line) ?? [];
    const [, name, target] = /\s(\S+) -> (\S+)$/.exec(line) ?? [];
    if (folder !== undefined) {
      current = [];
      folders.set(folder, current);
    } else if (line.startsWith('l') && name !== undefined && target !== undefined)
      current.push([name, target]);
  }
  return folders;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
