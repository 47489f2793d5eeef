/** An address, or an address in a network. The value counts its bits: 32 or 128 of them. */
export interface IpNetwork {
  readonly version: 4 | 6;
  readonly value: bigint;
  /** Bits of the network's part; all of them for an address alone. */
  readonly prefix: number;
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `::1`, `fe80::/10`; undefined for anything else. */
export function parseIp(text: string): IpNetwork | undefined {
  const [, address = '', suffix] = /^([\da-fA-F.:]+)(?:\/([\d.]+))?$/.exec(text) ?? [];
  const version = address.includes(':') ? 6 : 4;
  const value = version === 6 ? parseV6(address) : parseV4(address);
  const prefix = suffix === undefined ? bitsOf[version] : parsePrefix(suffix, version);
  if (value === undefined || prefix === undefined || prefix > bitsOf[version]) return undefined;
  return { version, value, prefix };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  const isRight =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isRight ? parts.reduce((value, part) => value * 256n + BigInt(part), 0n) : undefined;
}

/** A number of bits, or for IPv4 a mask such as `255.255.0.0`. */
function parsePrefix(text: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const mask = version === 4 ? parseV4(text) : undefined;
  const bits = mask?.toString(2).padStart(32, '0');
  return bits === undefined || bits.includes('01') ? undefined : bits.replaceAll('0', '').length;
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
  const host = (1n << BigInt(bitsOf[version] - prefix)) - 1n;
  return [value & ~host, value | host];
}

/** Bits of the network's part, all set. */
export function maskOf({ version, prefix }: IpNetwork): bigint {
  const bits = BigInt(bitsOf[version]);
  return (1n << bits) - (1n << (bits - BigInt(prefix)));
}

/** The usual spelling: the longest run of zero groups of an IPv6 address is `::`. */
export function ipText(version: 4 | 6, value: bigint): string {
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
