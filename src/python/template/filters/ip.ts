import { type IpNetwork, ipText, maskOf, parseIp, rangeOf } from '../../../text/ip.ts';
import { Fault } from '../../fault.ts';
import { isList, known, type Value } from '../../values/value.ts';
import { itemsOf, stringArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

/** The part of `ansible.utils.ipaddr` that firewalls need. What is no address becomes false, or drops out of a list. */
export const ipFilters: Routines = {
  ipaddr: routine('query?', (call) => addresses(call, undefined)),
  ipv4: routine('query?', (call) => addresses(call, 4)),
  ipv6: routine('query?', (call) => addresses(call, 6)),
};

function addresses({ input, args: [query], meter }: Call, version: 4 | 6 | undefined): Value {
  const wanted = stringArg(query, '');
  const answer = (item: Value): Value => answerFor(known(item), wanted, version);
  return isList(input)
    ? itemsOf(input, meter)
        .map(answer)
        .filter((item) => item !== false)
    : answer(input);
}

function answerFor(item: Value, query: string, version: 4 | 6 | undefined): Value {
  if (typeof item !== 'string' || item.length > 100) return false;
  const ip = parseIp(item);
  if (ip === undefined || (version !== undefined && ip.version !== version)) return false;
  if (query === '') return item;
  const ask = queries.get(query);
  if (ask !== undefined) return ask(ip);
  const network = parseIp(query);
  if (network === undefined)
    throw new Fault('type', `the query \`${query}\` is not supported`, {
      hint: `one of ${[...queries.keys()].join(', ')}, or a network`,
    });
  return isInside(ip, network) ? item : false;
}

const queries: ReadonlyMap<string, (ip: IpNetwork) => Value> = new Map<string, (ip: IpNetwork) => Value>([
  ['address', (ip) => ipText(ip.version, ip.value)],
  ['network', (ip) => ipText(ip.version, rangeOf(ip)[0])],
  ['broadcast', (ip) => (ip.version === 4 && ip.prefix < 31 ? ipText(4, rangeOf(ip)[1]) : false)],
  ['netmask', (ip) => ipText(ip.version, maskOf(ip))],
  ['prefix', (ip) => ip.prefix],
  ['subnet', (ip) => subnet(ip)],
  ['network/prefix', (ip) => subnet(ip)],
  ['version', (ip) => ip.version],
]);

function subnet(ip: IpNetwork): string {
  return `${ipText(ip.version, rangeOf(ip)[0])}/${ip.prefix}`;
}

function isInside(ip: IpNetwork, network: IpNetwork): boolean {
  if (ip.version !== network.version) return false;
  const [first, last] = rangeOf(ip);
  const [from, to] = rangeOf(network);
  return from <= first && last <= to;
}
