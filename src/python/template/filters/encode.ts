import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Fault } from '../../fault.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { stringArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

export const encodeFilters: Routines = {
  b64encode: routine('encoding?', encode64),
  b64decode: routine('encoding?', decode64),
  hash: routine('hashtype?', ({ args: [type], ...call }) => digest(call, stringArg(type, 'sha1'))),
  checksum: routine('', (call) => digest(call, 'sha1')),
  sha1: routine('', (call) => digest(call, 'sha1')),
  md5: routine('', (call) => digest(call, 'md5')),
  urlencode: routine('', ({ input, meter }) => percentEncoded(textOf(input, meter))),
};

function encode64({ input, args: [encoding], meter }: Call): Value {
  checkEncoding(encoding);
  const text = textOf(input, meter);
  meter.text(text.length * 2);
  return Buffer.from(text, 'utf8').toString('base64');
}

function decode64({ input, args: [encoding], meter }: Call): Value {
  checkEncoding(encoding);
  const text = stringArg(input).replace(/\s/g, '');
  meter.text(text.length);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new Fault('type', 'this is not base64');
  const bytes = Buffer.from(text, 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault('type', 'what was encoded is not UTF-8 text');
  }
}

function checkEncoding(encoding: Value | undefined): void {
  const name = stringArg(encoding, 'utf-8').toLowerCase().replace('_', '-');
  if (name !== 'utf-8' && name !== 'utf8')
    throw new Fault('type', `the encoding ${name} is not supported`, { hint: 'only utf-8 is' });
}

const digests: readonly string[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

function digest({ input, meter }: Pick<Call, 'input' | 'meter'>, type: string): Value {
  if (!digests.includes(type))
    throw new Fault('type', `there is no hash \`${type}\``, { hint: `one of ${digests.join(', ')}` });
  const text = textOf(input, meter);
  meter.text(text.length);
  return createHash(type).update(text, 'utf8').digest('hex');
}

/** As Python's `quote`: a `/` stays. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
