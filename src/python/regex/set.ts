import { Fault } from '../fault.ts';
import { codeAt } from '../present.ts';
import { type CharacterTest, classes } from './characters.ts';
import { escapedCode } from './escapes.ts';
import type { PatternReader } from './reader.ts';

/** `[^a-z\d_]`, behind its opening bracket. */
export function parseSet(reader: PatternReader): CharacterTest {
  const negative = reader.accept('^');
  const tests: CharacterTest[] = [];
  // A bracket that comes first is only a bracket.
  do tests.push(parseMember(reader));
  while (!reader.accept(']'));
  return (code) => tests.some((test) => test(code)) !== negative;
}

function parseMember(reader: PatternReader): CharacterTest {
  const first = parseCharacter(reader);
  if (typeof first === 'function') return first;
  if (reader.peek() !== '-') return (code) => code === first;
  reader.take();
  if (reader.peek() === ']') return (code) => code === first || code === 45;
  const last = parseCharacter(reader);
  if (typeof last === 'function' || last < first)
    throw new Fault('type', 'the pattern has a range that ends before it begins');
  return (code) => code >= first && code <= last;
}

function parseCharacter(reader: PatternReader): CharacterTest | number {
  const letter = reader.take();
  if (letter === '') throw new Fault('type', 'the pattern has a `[` that is never closed');
  if (letter !== '\\') return codeAt(letter, 0);
  const escaped = reader.take();
  if (escaped === 'b') return 8;
  return classes.get(escaped) ?? escapedCode(reader, escaped);
}
