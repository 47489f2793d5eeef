import { attempt, Fault, type Result } from '../fault.ts';
import type { RegexProgram } from './compile.ts';
import type { Effort } from './match.ts';
import type { Flags } from './tree.ts';
import { firstMatch, type Match, programOf } from './use.ts';

/** What one search may take: some moves for each byte, and enough for a long pattern on a short line. */
const MOVES_A_BYTE = 32;
const MOVES_AT_LEAST = 2_000_000;

/** A pattern for the bytes of a file. Its own UTF-8 bytes are what is matched. */
export function bytesPattern(pattern: string, flags: Partial<Flags> = {}): Result<RegexProgram> {
  return attempt(() => programOf(toBytes(pattern), flags, 'bytes'));
}

/**
 * @param text one character a byte, as `toBytes` gives it
 * @throws {Fault} when the search takes too long on this text
 */
export function searchBytes(program: RegexProgram, text: string): Match | undefined {
  let left = MOVES_AT_LEAST + MOVES_A_BYTE * text.length;
  const effort: Effort = {
    match: (moves) => {
      left -= moves;
      if (left < 0) throw new Fault('limit', 'the pattern takes too long on this text');
    },
  };
  return firstMatch(program, text, 'search', effort);
}

/** Text as one character for each of its UTF-8 bytes. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
