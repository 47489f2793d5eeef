export type IpVersion = 4 | 6;

/** The value counts its bits: 32 or 128 of them. */
export interface IpAddress {
  readonly version: IpVersion;
  readonly value: bigint;
}

/** An address in a network. */
export interface IpNetwork extends IpAddress {
  /** Bits of the network's part; all of them for an address alone. */
  readonly prefix: number;
}

export const addressBits = { 4: 32, 6: 128 } as const;

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `::1`, `fe80::/10`; undefined for anything else. */
export function parseIp(text: string): IpNetwork | undefined {
  const [, written = '', suffix] = /^([^/]+)(?:\/([\d.]+))?$/.exec(text) ?? [];
  const address = readAddress(written);
  if (address === undefined) return undefined;
  const prefix = suffix === undefined ? addressBits[address.version] : prefixOf(suffix, address.version);
  return prefix === undefined ? undefined : { ...address, prefix };
}

/** An address alone. */
export function readAddress(text: string): IpAddress | undefined {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { version, value };
}

/** What follows the slash: a number of bits, or a mask such as `255.255.0.0`; undefined for one with holes in it. */
export function prefixOf(text: string, version: IpVersion): number | undefined {
  const width = addressBits[version];
  if (/^\d{1,3}$/.test(text)) return Number(text) <= width ? Number(text) : undefined;
  const mask = readAddress(text);
  if (mask?.version !== version) return undefined;
  const bits = mask.value.toString(2).padStart(width, '0');
  return bits.includes('01') ? undefined : bits.replaceAll('0', '').length;
}

/** Whether all of `inner` (`10.244.3.0/24`, or one address) lies in the network `outer`. False for what is neither. */
export function isWithin(inner: string, outer: string): boolean {
  const [small, large] = [parseIp(inner), parseIp(outer)];
  if (small === undefined || large === undefined) return false;
  if (small.version !== large.version || small.prefix < large.prefix) return false;
  return rangeOf({ ...small, prefix: large.prefix })[0] === rangeOf(large)[0];
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  const isRight =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isRight ? parts.reduce((value, part) => value * 256n + BigInt(part), 0n) : undefined;
}

function parseV6(text: string): bigint | undefined {
  const plain = withoutV4Tail(text);
  const halves = plain === undefined ? [] : plain.split('::').map(groupsIn);
  const given = halves.flat();
  const isRight = halves.length === 1 ? given.length === 8 : halves.length === 2 && given.length < 8;
  if (!isRight || !given.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  const [before, ...after] = halves;
  const gap = Array.from({ length: 8 - given.length }, () => '0');
  return [before, gap, ...after].flat().reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

function groupsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** `::ffff:10.0.0.1` ends in an IPv4 address, which is its last two groups. */
function withoutV4Tail(text: string): string | undefined {
  const cut = text.lastIndexOf(':') + 1;
  if (!text.slice(cut).includes('.')) return text;
  const value = parseV4(text.slice(cut));
  return value === undefined
    ? undefined
    : `${text.slice(0, cut)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

/** The first and the last address of the network it is in. */
export function rangeOf({ version, value, prefix }: IpNetwork): readonly [bigint, bigint] {
  const host = (1n << BigInt(addressBits[version] - prefix)) - 1n;
  return [value & ~host, value | host];
}

/** Bits of the network's part, all set. */
export function maskOf({ version, prefix }: IpNetwork): bigint {
  const bits = BigInt(addressBits[version]);
  return (1n << bits) - (1n << (bits - BigInt(prefix)));
}

/** The usual spelling: the longest run of zero groups of an IPv6 address is `::`. */
export function ipText(version: IpVersion, value: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  const runs = groups
    .map((_, start) => groups.slice(start).findIndex((group) => group !== '0'))
    .map((run, start) => (run === -1 ? 8 - start : run));
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(':');
  const start = runs.indexOf(longest);
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}
