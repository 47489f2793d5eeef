import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Chance } from '../../model/lookups.ts';
import { pythonNumber } from '../../model/values/float-text.ts';
import { WholeFloat } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import { isInteger } from '../values/number.ts';
import { kindOf, type Value } from '../values/value.ts';
import { twister } from './twister.ts';

/** What Python's `random.Random(seed)` draws: the same numbers for the same seed, there and here. */
export function seededChance(seed: Value): Chance {
  const draw = twister(wordsOf(seed));
  return { below: (limit) => drawBelow(draw, limit) };
}

/** Takes as many bits as the limit has and draws again until they are below it. */
function drawBelow(draw: () => number, limit: number): number {
  const bits = limit.toString(2).length;
  for (;;) {
    const number = bits <= 32 ? draw() >>> (32 - bits) : draw() + (draw() >>> (64 - bits)) * 2 ** 32;
    if (number < limit) return number;
  }
}

/** The seed as 32-bit words, the least first. */
function wordsOf(seed: Value): readonly number[] {
  if (typeof seed === 'boolean') return [Number(seed)];
  if (isInteger(seed)) return words(BigInt(Math.abs(seed)));
  if (typeof seed !== 'string') throw unfit(seed);
  const bytes = Buffer.from(seed, 'utf8');
  const whole = Buffer.concat([bytes, createHash('sha512').update(bytes).digest()]);
  return words(BigInt(`0x${whole.toString('hex')}`));
}

function unfit(seed: Value): Fault {
  const text = typeof seed === 'number' || seed instanceof WholeFloat ? pythonNumber(seed) : kindOf(seed);
  return new Fault('type', `${text} is no seed`, { hint: 'give a string or an integer' });
}

function words(number: bigint): readonly number[] {
  const found: number[] = [];
  for (let rest = number; rest > 0n; rest >>= 32n) found.push(Number(rest & 0xffffffffn));
  return found.length === 0 ? [0] : found;
}
