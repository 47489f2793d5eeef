/** An address, or an address in a network. The value counts its bits: 32 or 128 of them. */
export interface IpNetwork {
  readonly version: 4 | 6;
  readonly value: bigint;
  /** Bits of the network's part. */
  readonly prefix: number;
  /** False: an address alone, as in `10.0.0.1`. */
  readonly hasPrefix: boolean;
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `::1`, `fe80::/10`; undefined for anything else. */
export function parseIp(text: string): IpNetwork | undefined {
  const [address = '', suffix, ...more] = text.split('/');
  const version = address.includes(':') ? 6 : 4;
  const value = version === 6 ? parseV6(address) : parseV4(address);
  if (value === undefined || more.length > 0) return undefined;
  const bits = bitsOf[version];
  if (suffix === undefined) return { version, value, prefix: bits, hasPrefix: false };
  const prefix = /^\d{1,3}$/.test(suffix) ? Number(suffix) : version === 4 ? prefixOfMask(suffix) : undefined;
  return prefix === undefined || prefix > bits ? undefined : { version, value, prefix, hasPrefix: true };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function prefixOfMask(text: string): number | undefined {
  const mask = parseV4(text);
  const match = mask === undefined ? null : /^(1*)0*$/.exec(mask.toString(2).padStart(32, '0'));
  return match?.[1]?.length;
}

function parseV6(text: string): bigint | undefined {
  const plain = withoutV4Tail(text);
  if (plain === undefined || plain.split('::').length > 2) return undefined;
  const [head = '', tail] = plain.split('::');
  const before = groupsIn(head);
  const after = groupsIn(tail ?? '');
  const gap = 8 - before.length - after.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
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
