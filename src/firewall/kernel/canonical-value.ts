import { plainNetwork } from './address.ts';
import { markOptions, plainMark } from './marks.ts';
import { ICMP_TYPES, ICMPV6_TYPES, LOG_LEVELS, PORTS, PROTOCOLS, REJECTIONS } from './names.ts';

export type Family = 'ipv4' | 'ipv6';

/** An option in the one way of writing it. */
export interface Plain {
  readonly name: string;
  readonly value: string;
}

/** What a value comes to; undefined: it says nothing that is not so anyway. */
type Reading = (value: string, family: Family) => string | undefined;

const unless =
  (nothing: string, read: (value: string) => string = (value) => value): Reading =>
  (value) => {
    const found = read(value);
    return found === nothing ? undefined : found;
  };

const upperSet: Reading = (value) => value.toUpperCase().split(',').sort().join(',');
const nothing: Reading = () => undefined;

const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['-p', unless('all', (value) => PROTOCOLS.get(value.toLowerCase()) ?? value.toLowerCase())],
  ['-s', unless('', (value) => plainNetwork(value) ?? value)],
  ['-d', unless('', (value) => plainNetwork(value) ?? value)],
  ['-i', unless('+')],
  ['-o', unless('+')],
  ...['--dport', '--sport', '--dports', '--sports', '--ports'].map((name) => [name, plainPorts] as const),
  ...['--ctstate', '--ctstatus', '--state', '--dst-type', '--src-type', '--pkt-type'].map(
    (name) => [name, upperSet] as const,
  ),
  ['--tcp-flags', (value) => value.split(' ').map(plainFlags).join(' ')],
  ['--icmp-type', plainIcmp],
  ['--icmpv6-type', plainIcmp],
  ['--reject-with', unless('', (value) => REJECTIONS.get(value) ?? value)],
  ['--log-level', unless('4', (value) => LOG_LEVELS.get(value.toLowerCase()) ?? value)],
  ['--limit', plainRate],
  ['--limit-burst', unless('5')],
  ['--mask', (value, family) => (value === WHOLE_MASK[family] ? undefined : value)],
  ['--rsource', nothing],
  ['--name', unless('DEFAULT')],
  ['--connlimit-saddr', nothing],
  ['--connlimit-mask', (value, family) => (value === (family === 'ipv6' ? '128' : '32') ? undefined : value)],
  ['--probability', (value) => Number(value).toFixed(5)],
  ['--mac-source', (value) => value.toLowerCase()],
  ['--mark', plainMark],
]);

const WHOLE_MASK: Readonly<Record<Family, string>> = {
  ipv4: '255.255.255.255',
  ipv6: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
};

/**
 * One option's values as the kernel keeps them, so that what an administrator writes and what iptables prints of it are
 * equal; `undefined`: it says nothing that is not so anyway. Options that are not known here stay as they are.
 */
export function plainOption(name: string, values: readonly string[], family: Family): Plain | undefined {
  if (name === '--syn') return { name: '--tcp-flags', value: 'FIN,SYN,RST,ACK SYN' };
  const written = values.join(' ');
  const mark = markOptions(name, written);
  if (mark !== undefined) return mark;
  const read = READINGS.get(name);
  const value = read === undefined ? written : read(written, family);
  return value === undefined ? undefined : { name, value };
}

/** True for a port that is a name which this program cannot turn into a number. */
export function isUnknownPort(name: string, value: string): boolean {
  return READINGS.get(name) === plainPorts && /[A-Za-z]/.test(plainPorts(value));
}

function plainPorts(value: string): string {
  return value.split(',').map(plainRange).sort().join(',');
}

function plainRange(range: string): string {
  const ends = range.split(':').map((end) => PORTS.get(end) ?? end.replace(/^0+(?=\d)/, ''));
  const [first = '', last] = ends;
  if (last === undefined) return first;
  const [low, high] = [first === '' ? '0' : first, last === '' ? '65535' : last];
  return low === high ? low : `${low}:${high}`;
}

const FLAGS: readonly string[] = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];

function plainFlags(value: string): string {
  const upper = value.toUpperCase();
  if (upper === 'NONE') return upper;
  if (upper === 'ALL') return FLAGS.join(',');
  return upper
    .split(',')
    .sort((a, b) => FLAGS.indexOf(a) - FLAGS.indexOf(b))
    .join(',');
}

function plainIcmp(value: string, family: Family): string {
  return (family === 'ipv6' ? ICMPV6_TYPES : ICMP_TYPES).get(value.toLowerCase()) ?? value;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Ten-thousandths of a second between two packets: what the kernel keeps of `60/minute`, and of `1/sec` the same. */
function plainRate(value: string): string {
  const [, count, unit = 's'] = /^(\d+)(?:\/([smhd])[a-z]*)?$/.exec(value.toLowerCase()) ?? [];
  if (count === undefined || Number(count) === 0) return value;
  return String(Math.trunc((10_000 * (SECONDS[unit] ?? 1)) / Number(count)));
}
