import type { RuleTerm } from '../../owners/terms.ts';

/** What says nothing about where a new connection comes from: it is fulfilled whenever `mayBeSsh` says that it may. */
const SURE: ReadonlySet<string> = new Set([
  ...['-j', '-g', '--reject-with', '-p', '--dport', '--dports', '--ports', '--ctstate', '-f'],
  ...['--dst-type', '--pkt-type', '--syn', '--tcp-flags'],
]);

/** Whether a new connection from outside always fulfils the condition when it may. */
export function isSure({ name, negated, value }: RuleTerm): boolean {
  return SURE.has(name) || (name === '-i' && negated && value === 'lo');
}

/** Whether a new tcp packet to the port of this host, from some address and over some interface, may fulfil the condition. */
export function mayBeSsh({ name, negated, value }: RuleTerm, port: number): boolean {
  switch (name) {
    case '-p':
      return ['tcp', 'all', '0'].includes(value) !== negated;
    case '--dport':
    case '--dports':
    case '--ports':
      return value.split(',').some((part) => inRange(part, port)) !== negated;
    case '--ctstate':
      return value.split(',').includes('NEW') !== negated;
    case '--dst-type':
      return value.split(',').includes('LOCAL') !== negated;
    case '--pkt-type':
      return ['unicast', 'host'].includes(value) !== negated;
    case '--syn':
    case '-f':
      return (name === '--syn') !== negated;
    case '--tcp-flags':
      return isOpening(value) !== negated;
    case '-i':
      return value !== 'lo' || negated;
    case '-s':
      return !value.startsWith('127.') || negated;
    default:
      return true;
  }
}

/** Of the flags in the mask a new connection has SYN alone. */
function isOpening(value: string): boolean {
  const [mask = '', set = ''] = value.split(' ').map((part) => (part === 'ALL' ? ALL_FLAGS : part));
  const wanted = set.split(',').filter((flag) => flag !== 'NONE' && flag !== '');
  const there = mask.split(',').filter((flag) => flag === 'SYN');
  return wanted.length === there.length && wanted.every((flag) => flag === 'SYN');
}

const ALL_FLAGS = 'SYN,ACK,FIN,RST,URG,PSH';

function inRange(part: string, port: number): boolean {
  if (!/^\d*(?::\d*)?$/.test(part)) return part === 'ssh' && port === 22;
  const [from = '', to = from] = part.split(':');
  return Number(from || '0') <= port && port <= Number(to || '65535');
}
