import { parseIp, readAddress } from '../../../text/ip.ts';
import { isThing, type Value } from '../../values/value.ts';
import { itemsOf, stringArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';
import { urlParts } from '../url-parts.ts';

/** What a text names: a URL, an address. */
export const nameTests: Routines = {
  uri: routine('schemes?', (call) => isUri(call, schemesIn(call))),
  url: routine('schemes?', (call) => isUri(call, schemesIn(call)) && hasPlace(stringArg(call.input))),
  urn: routine('', (call) => isUri(call, ['urn'])),
  ip: routine('', ({ input }) => versionOf(input) !== undefined),
  ipv4: routine('', ({ input }) => versionOf(input) === 4),
  ipv6: routine('', ({ input }) => versionOf(input) === 6),
  ip_address: routine('', ({ input }) => addressOf(input) !== undefined),
  ipv4_address: routine('', ({ input }) => addressOf(input) === 4),
  ipv6_address: routine('', ({ input }) => addressOf(input) === 6),
  callable: routine('', ({ input }) => isThing(input) && input.call !== undefined),
  // Nothing marks a text as escaped here.
  escaped: routine('', () => false),
  ...both(['nan', 'isnan'], ({ input }) => Number.isNaN(input)),
};

function both(names: readonly string[], test: (call: Call) => boolean): Routines {
  return Object.fromEntries(names.map((name) => [name, routine('', test)]));
}

function schemesIn({ args: [schemes = null], meter }: Call): readonly Value[] {
  return schemes === null ? [] : itemsOf(schemes, meter);
}

function isUri({ input }: Call, schemes: readonly Value[]): boolean {
  if (typeof input !== 'string') return false;
  return schemes.length === 0 || schemes.includes(partOf(input, 'scheme'));
}

function hasPlace(url: string): boolean {
  return partOf(url, 'netloc') !== '' || partOf(url, 'scheme') === 'file';
}

function partOf(url: string, name: string): Value {
  return new Map(urlParts(url)).get(name) ?? null;
}

function versionOf(value: Value): 4 | 6 | undefined {
  return typeof value === 'string' && value.length <= 100 ? parseIp(value)?.version : undefined;
}

function addressOf(value: Value): 4 | 6 | undefined {
  return typeof value === 'string' && value.length <= 100 ? readAddress(value)?.version : undefined;
}
