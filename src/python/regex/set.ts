import { Fault } from '../fault.ts';
import { codeAt } from '../present.ts';
import type { Alphabet, CharacterTest } from './characters.ts';
import { escapedMember } from './escapes.ts';
import type { PatternReader } from './reader.ts';

/** `[^a-z\d_]`, behind its opening bracket. */
export function parseSet(reader: PatternReader, alphabet: Alphabet): CharacterTest {
  const negative = reader.accept('^');
  const tests: CharacterTest[] = [];
  // A bracket that comes first is only a bracket.
  do tests.push(parseMember(reader, alphabet));
  while (!reader.accept(']'));
  return (code) => tests.some((test) => test(code)) !== negative;
}

function parseMember(reader: PatternReader, alphabet: Alphabet): CharacterTest {
  const first = parseCharacter(reader, alphabet);
  const alone: CharacterTest = typeof first === 'function' ? first : (code) => code === first;
  // A dash that comes last is only a dash.
  if (reader.match(/-(?!\])/y) === undefined) return alone;
  const last = parseCharacter(reader, alphabet);
  if (typeof first === 'function' || typeof last === 'function')
    throw new Fault('type', 'the pattern has a range that begins or ends with a class such as `\\w`');
  if (last < first) throw new Fault('type', 'the pattern has a range that ends before it begins');
  return (code) => code >= first && code <= last;
}

function parseCharacter(reader: PatternReader, { classes }: Alphabet): CharacterTest | number {
  const letter = reader.take();
  if (letter === '' || reader.peek() === '')
    throw new Fault('type', 'the pattern has a `[` that is never closed');
  if (letter !== '\\') return codeAt(letter, 0);
  const test = classes.get(reader.peek());
  if (test === undefined) return escapedMember(reader);
  reader.take();
  return test;
}
