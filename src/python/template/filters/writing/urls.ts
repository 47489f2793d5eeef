import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { didYouMean } from '../../../../text/edit-distance.ts';
import { parseIp } from '../../../../text/ip.ts';
import { Fault } from '../../../fault.ts';
import { textOf } from '../../../values/text.ts';
import { isList, mappingOf, type Value } from '../../../values/value.ts';
import { stringArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';
import { urlParts } from '../../url-parts.ts';

/** Parts and forms of URLs, addresses and names. */
export const urlFilters: Routines = {
  urlsplit: routine('query?', splitUrl),
  urldecode: routine('', ({ input, meter }) => decoded(textOf(input, meter))),
  to_uuid: routine('namespace?', ({ input, args: [namespace], meter }) =>
    uuidIn(stringArg(namespace, '361E6D51-FAEC-444A-9079-341386DA8E2E'), textOf(input, meter)),
  ),
  ipwrap: routine('', ({ input }) => (isList(input) ? input.map(wrapped) : wrapped(input))),
};

function splitUrl({ input, args: [query] }: Call): Value {
  const parts = urlParts(stringArg(input));
  const wanted = stringArg(query, '');
  if (wanted === '') return mappingOf(parts);
  const found = new Map(parts).get(wanted);
  if (found !== undefined) return found;
  const names = parts.map(([name]) => name);
  throw new Fault('type', `a URL has no part \`${wanted}\``, {
    hint: didYouMean(wanted, names) ?? `there are ${names.join(', ')}`,
  });
}

/** As Python's `unquote_plus`. */
function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[\da-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

/** A UUID of version 5: always the same one for a text. */
function uuidIn(namespace: string, text: string): string {
  const space = namespace.replace(/^urn:uuid:|[{}-]/g, '');
  if (!/^[\da-fA-F]{32}$/.test(space)) throw new Fault('type', `\`${namespace}\` is no UUID`);
  const bytes = createHash('sha1')
    .update(Buffer.from(space, 'hex'))
    .update(text, 'utf8')
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** An address of version 6 in square brackets, everything else as it is. */
function wrapped(value: Value): Value {
  if (typeof value !== 'string' || parseIp(value)?.version !== 6) return value;
  const [address, prefix] = value.split('/');
  return `[${address}]${prefix === undefined ? '' : `/${prefix}`}`;
}
