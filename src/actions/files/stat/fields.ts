import { floatOf, type JsonValue } from '../../../model/values/json.ts';
import { modeBits, typeOf } from '../../../probes/file/mode.ts';
import { flagsOf } from './flags.ts';
import type { StatParams } from './params.ts';

/** The fields of Ansible's `stat` that a host without Python can tell. */
export function* fieldsOf(params: StatParams, text: string): Iterable<readonly [string, JsonValue]> {
  const { rest, target } = splitTarget(text);
  const lines = new Map(
    rest.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  const [raw = '0', ...numbers] = (lines.get('stat') ?? '').split(' ');
  const [uid, gid, size, nlink, inode, dev] = numbers.map(Number);
  const type = typeOf(raw);
  const access = lines.get('access') ?? '---';
  yield* [
    ['exists', true],
    ['path', params.path],
    ['mode', modeBits(raw)],
    ['isdir', type === 'directory'],
    ['isreg', type === 'file'],
    ['islnk', type === 'link'],
    ['isblk', type === 'block device'],
    ['ischr', type === 'character device'],
    ['isfifo', type === 'fifo'],
    ['issock', type === 'socket'],
    ['readable', access.includes('r')],
    ['writeable', access.includes('w')],
    ['executable', access.includes('x')],
  ] as const;
  const [blocks, block_size] = numbers.slice(9, 11).map(Number);
  const device_type = deviceNumber(numbers.slice(11));
  yield* Object.entries({ uid, gid, size, nlink, inode, dev, blocks, block_size, device_type }).map(
    ([name, number]) => [name, number ?? 0] as const,
  );
  yield* timesOf(numbers.slice(6, 9), lines.get('times') ?? '');
  yield* permissions(Number.parseInt(raw, 16));
  yield* named('pw_name', lines.get('user'));
  yield* named('gr_name', lines.get('group'));
  if (params.get_mime) yield* kindOf(lines.get('mime') ?? '');
  if (params.get_attributes) yield* flagsOf(lines.get('flags') ?? '');
  const checksum = lines.get('checksum');
  if (checksum !== undefined) yield ['checksum', checksum];
  if (target !== undefined) {
    yield ['lnk_source', lines.get('source') ?? ''];
    yield ['lnk_target', target];
  }
}

/** A link may say anything, line breaks too, so it comes last. */
function splitTarget(text: string): { readonly rest: string; readonly target: string | undefined } {
  const at = text.indexOf('\ntarget ');
  if (at < 0) return { rest: text, target: undefined };
  return { rest: text.slice(0, at), target: text.slice(at + '\ntarget '.length).replace(/\n$/, '') };
}

const BITS: readonly (readonly [string, number])[] = [
  ['isuid', 0o4000],
  ['isgid', 0o2000],
  ['rusr', 0o400],
  ['wusr', 0o200],
  ['xusr', 0o100],
  ['rgrp', 0o040],
  ['wgrp', 0o020],
  ['xgrp', 0o010],
  ['roth', 0o004],
  ['woth', 0o002],
  ['xoth', 0o001],
];

function permissions(mode: number): readonly (readonly [string, boolean])[] {
  return BITS.map(([name, bit]) => [name, (mode & bit) !== 0]);
}

/** Coreutils say `UNKNOWN` when a number has no name. */
function named(key: string, name: string | undefined): readonly (readonly [string, string])[] {
  return name === undefined || name === 'UNKNOWN' ? [] : [[key, name]];
}

const TIMES = ['atime', 'mtime', 'ctime'];

/** Seconds since 1970, with the fraction that the date behind each has: `2026-11-28 23:37:21.883992079 +0000`. */
function timesOf(seconds: readonly string[], dates: string): readonly (readonly [string, JsonValue])[] {
  const fractions = dates.split('/').map((date) => /\.\d+/.exec(date)?.[0] ?? '');
  return TIMES.map((name, index) => [
    name,
    floatOf(Number(`${seconds[index] ?? 0}${fractions[index] ?? ''}`)),
  ]);
}

/** What file(1) says: `text/plain; charset=us-ascii`. Ansible says `unknown` where it cannot be told. */
function kindOf(told: string): readonly (readonly [string, string])[] {
  const [, mimetype = 'unknown', charset = 'unknown'] = /^(\S+\/\S+); charset=(\S+)$/.exec(told) ?? [];
  return Object.entries({ mimetype, charset });
}

/** One number of a major and a minor one, both in hexadecimal: as gnu_dev_makedev(3) puts them together. */
function deviceNumber([major = '0', minor = '0']: readonly string[]): number {
  const [a, b] = [BigInt(`0x${major}`), BigInt(`0x${minor}`)];
  const low = ((a & 0xfffn) << 8n) | (b & 0xffn);
  return Number(low | ((b & ~0xffn) << 12n) | ((a & ~0xfffn) << 32n));
}
