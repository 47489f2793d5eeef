import { itemAt } from '../present.ts';

const size = 624;
const middle = 397;

/**
 * The Mersenne Twister MT19937 of Matsumoto and Nishimura, begun with a key as they begin it: each call gives the next
 * 32 bits. Python's `random` is built on it. Nothing secret may be made with it.
 */
export function twister(key: readonly number[]): () => number {
  const state = stateFor(key);
  let at = size;
  return () => {
    if (at === size) {
      turn(state);
      at = 0;
    }
    let word = itemAt(state, at);
    at += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

function stateFor(key: readonly number[]): Uint32Array {
  const state = new Uint32Array(size);
  state[0] = 19650218;
  for (let at = 1; at < size; at += 1) state[at] = Math.imul(1812433253, mixedBefore(state, at)) + at;
  let at = 1;
  const advance = (): void => {
    at += 1;
    if (at < size) return;
    state[0] = itemAt(state, size - 1);
    at = 1;
  };
  for (let round = 0; round < Math.max(size, key.length); round += 1) {
    const index = round % key.length;
    state[at] = (itemAt(state, at) ^ Math.imul(mixedBefore(state, at), 1664525)) + itemAt(key, index) + index;
    advance();
  }
  for (let round = 1; round < size; round += 1) {
    state[at] = (itemAt(state, at) ^ Math.imul(mixedBefore(state, at), 1566083941)) - at;
    advance();
  }
  state[0] = 0x80000000;
  return state;
}

function mixedBefore(state: Uint32Array, at: number): number {
  const before = itemAt(state, at - 1);
  return before ^ (before >>> 30);
}

function turn(state: Uint32Array): void {
  for (let at = 0; at < size; at += 1) {
    const joined = (itemAt(state, at) & 0x80000000) | (itemAt(state, (at + 1) % size) & 0x7fffffff);
    const odd = joined & 1 ? 0x9908b0df : 0;
    state[at] = itemAt(state, (at + middle) % size) ^ (joined >>> 1) ^ odd;
  }
}
