import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { factProbe, linesIn, type ToldFacts } from '../told.ts';

export const mounts: FactGroup = {
  name: 'mounts',
  subsets: words('hardware mounts'),
  brings: ['platform', 'python'],
  names: ['mounts'],
  ask: ({ limitSeconds }) =>
    factProbe(['rr_facts_mounts', String(limitSeconds)], function* (told) {
      yield ['mounts', mountsIn(told)];
    }),
};

/** What is mounted in one place: the last of those that were. */
function mountsIn(told: ToldFacts): readonly JsonObject[] {
  const binds = bindMounts(told);
  const uuids = uuidsOf(told.section('uuids'));
  const rooms = roomsOf(told.section('room'));
  const found = new Map<string, JsonObject>();
  for (const line of linesIn(told.content('/etc/mtab') ?? told.content('/proc/mounts'))) {
    const fields = line.split(/\s+/);
    const [device = '', mount = '', fstype = '', options = ''] = fields.map(unescaped);
    const isReal = /^[/\\]/.test(device) || device.includes(':/');
    if (fields.length < 4 || !isReal || fstype === 'none') continue;
    const isMarked = /bind.*"/.test(options);
    found.set(
      mount,
      jsonObject([
        ...Object.entries({ mount, device, fstype }),
        ['options', binds.has(mount) && !isMarked ? `${options},bind` : options],
        ...roomFacts(rooms.get(mount)),
        ...(rooms.get(mount) === 'late' ? [] : [['uuid', uuids.get(device) ?? 'N/A'] as const]),
      ]),
    );
  }
  return [...found.values()];
}

/** As the kernel's lists write blanks: `\040`. */
function unescaped(field: string): string {
  return field.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** Where not the root of a file system is mounted but a part of it. */
function bindMounts({ content }: ToldFacts): ReadonlySet<string> {
  const fields = linesIn(content('/proc/self/mountinfo')).map((line) => line.split(' '));
  return new Set(
    fields.filter(([, , , root]) => root !== '/').map(([, , , , mount = '']) => unescaped(mount)),
  );
}

function uuidsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const uuids = new Map<string, string>();
  for (const line of lines) {
    const [, device, uuid] = /^\s*(\S.*\S)\s+(\S+)\s*$/.exec(line) ?? [];
    if (device !== undefined && uuid !== undefined && !uuids.has(device)) uuids.set(device, uuid);
  }
  return uuids;
}

/** The numbers of a file system, or that it did not answer in time. */
type RoomTold = readonly number[] | 'late';

function roomsOf(lines: readonly string[]): ReadonlyMap<string, RoomTold> {
  const rooms = new Map<string, RoomTold>();
  for (const line of lines) {
    const [, late] = /^late (.*)$/.exec(line) ?? [];
    const [, numbers = '', path] = /^((?:\d+ ){6})(.*)$/.exec(line) ?? [];
    if (late !== undefined) rooms.set(late, 'late');
    else if (path !== undefined) rooms.set(path, numbers.trim().split(' ').map(Number));
  }
  return rooms;
}

function roomFacts(room: RoomTold | undefined): readonly (readonly [string, JsonValue])[] {
  if (room === undefined) return [];
  if (room === 'late') return [['note', 'Could not get extra information due to timeout']];
  const [size = 0, fragment = 0, total = 0, available = 0, inodes = 0, free = 0] = room;
  return Object.entries({
    size_total: fragment * total,
    size_available: fragment * available,
    block_size: size,
    block_total: total,
    block_available: available,
    block_used: total - available,
    inode_total: inodes,
    inode_available: free,
    inode_used: inodes - free,
  });
}
