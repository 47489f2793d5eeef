import type { Chance } from '../../../model/lookups.ts';
import { randomText } from '../../chance/chance.ts';
import { seededChance } from '../../chance/seeded.ts';
import { hashedPassword, saltFor } from '../../crypt/password-hash.ts';
import { splitWords } from '../../shlex.ts';
import { isInteger, parseInteger } from '../../values/number.ts';
import { stripText } from '../../values/string-methods.ts';
import { textOf } from '../../values/text.ts';
import { isList, type Value } from '../../values/value.ts';
import {
  doorOf,
  type LookupCall,
  type LookupPlugins,
  lookupFault,
  lookupPlugin,
  textTerm,
} from './lookup.ts';
import { absolute, textInFile } from './search.ts';

export const passwordLookups: LookupPlugins = {
  password: lookupPlugin('length encrypt chars ident seed', (call) =>
    call.terms.map((term) => passwordFor(textTerm(term), call)),
  ),
};

type Options = ReadonlyMap<string, Value>;

/** The password that a file holds. One that is not there yet is made, kept, and then the same for every host. */
function passwordFor(term: string, call: LookupCall): string {
  const { name, options } = parametersIn(term, call);
  const path = absolute(name, call);
  const isKept = path !== '/dev/null';
  const chance = chanceFor(path, options.get('seed'), isKept, call);
  const door = doorOf(call);
  const found = isKept && door.read(path).kind !== 'missing' ? textInFile(path, call) : undefined;
  const before = found === undefined ? undefined : contentOf(stripText(found, null, 'right'));
  const password = before?.password ?? randomText(chance, lettersIn(options), lengthIn(options));
  const scheme = options.get('encrypt') ?? null;
  if (scheme === null) {
    if (isKept && before === undefined) return contentOf(kept(path, password, call)).password;
    return password;
  }
  const salt = before?.salt ?? saltFor(doorOf(call).chance(`salt ${path}`), textTerm(scheme));
  const content = { password, salt };
  // Another run may have kept one meanwhile, with a salt or without.
  const there =
    isKept && before?.salt === undefined
      ? { ...content, ...contentOf(kept(path, `${password} salt=${salt}`, call)) }
      : content;
  const hashing = { scheme: textTerm(scheme), salt: there.salt, saltSize: undefined, rounds: undefined };
  return hashedPassword(there.password, hashing, () => chance, call.meter);
}

function chanceFor(path: string, seed: Value | undefined, isKept: boolean, call: LookupCall): Chance {
  if (seed !== undefined && seed !== null) return seededChance(textOf(seed, call.meter));
  return isKept ? doorOf(call).chance(`password ${path}`) : call.chance();
}

function kept(path: string, text: string, call: LookupCall): string {
  const answer = doorOf(call).keep(path, text);
  if (answer.kind === 'text') return stripText(answer.text, null, 'right');
  throw lookupFault(`the password cannot be kept in ${path}: ${answer.why}`, answer.hint);
}

/** `PASSWORD salt=SALT ident=IDENT`, the last two where it was once hashed. */
function contentOf(content: string): { readonly password: string; readonly salt?: string } {
  const at = content.lastIndexOf(' salt=');
  if (at === -1) return { password: content };
  const rest = content.slice(at + ' salt='.length);
  const ident = rest.lastIndexOf(' ident=');
  return { password: content.slice(0, at), salt: ident === -1 ? rest : rest.slice(0, ident) };
}

const names = ['length', 'encrypt', 'chars', 'ident', 'seed'];

/** `PATH length=20 chars=digits`: options may stand behind the path. */
function parametersIn(
  term: string,
  { options }: LookupCall,
): { readonly name: string; readonly options: Options } {
  const split = splitWords(term);
  const words = split.ok ? split.words : [term];
  const first = words.findIndex((word) => word.includes('='));
  const pairs = first < 1 ? [] : words.slice(first);
  const wrong = pairs.find((word) => !names.some((name) => word.startsWith(`${name}=`)));
  if (wrong !== undefined)
    throw lookupFault(`\`${wrong}\` is no option of a password`, `there are ${names.join(', ')}`);
  const inline = pairs.map((word) => {
    const cut = word.indexOf('=');
    return [word.slice(0, cut), word.slice(cut + 1)] as const;
  });
  const name = first < 1 ? term : words.slice(0, first).join(' ');
  return { name, options: new Map<string, Value>([...options, ...inline]) };
}

function lengthIn(options: Options): number {
  const given = options.get('length') ?? 20;
  const length = isInteger(given) ? given : parseInteger(textTerm(given), 10);
  if (length === undefined || length < 1 || length > 10_000)
    throw lookupFault('the length of a password is a number from 1 to 10000');
  return length;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const whitespace = ' \t\n\r\v\f';

/** The sets of Python's module `string`. */
const sets: ReadonlyMap<string, string> = new Map([
  ['ascii_letters', lower + lower.toUpperCase()],
  ['ascii_lowercase', lower],
  ['ascii_uppercase', lower.toUpperCase()],
  ['digits', digits],
  ['hexdigits', `${digits}abcdefABCDEF`],
  ['octdigits', '01234567'],
  ['punctuation', punctuation],
  ['whitespace', whitespace],
  ['printable', digits + lower + lower.toUpperCase() + punctuation + whitespace],
]);

/** Names of sets and characters of their own, with commas between; a doubled comma is one of them. */
function lettersIn(options: Options): string {
  const given = options.get('chars') ?? ['ascii_letters', 'digits', '.,:-_'];
  const parts = isList(given) ? given.map(textTerm) : partsOf(textTerm(given));
  return parts
    .map((part) => sets.get(part) ?? part)
    .join('')
    .replace(/["']/g, '');
}

function partsOf(text: string): readonly string[] {
  const comma = text.includes(',,') ? [','] : [];
  return [
    ...comma,
    ...text
      .replaceAll(',,', ',')
      .split(',')
      .filter((part) => part !== ''),
  ];
}
