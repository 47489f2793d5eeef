const ALL_BITS = 0xffff_ffffn;

/** `1` and `0x1/0xffffffff` are one. What is no number stays as it is. */
export function plainMark(value: string): string {
  const numbers = numbersOf(value);
  return numbers === undefined ? value : hex(...numbers);
}

/**
 * The ways to set a mark as the one that the kernel knows: clear the bits of the mask, then turn those of the value around.
 * `undefined` for an option that sets none.
 */
export function markOptions(
  name: string,
  value: string,
): { readonly name: string; readonly value: string } | undefined {
  const set = SETTERS.get(name);
  if (set === undefined) return undefined;
  const numbers = numbersOf(value);
  return numbers === undefined ? { name, value } : { name: '--set-xmark', value: hex(...set(...numbers)) };
}

type Pair = readonly [value: bigint, mask: bigint];

const SETTERS: ReadonlyMap<string, (value: bigint, mask: bigint) => Pair> = new Map([
  ['--set-mark', (value, mask) => [value, mask | value]],
  ['--set-xmark', (value, mask) => [value, mask]],
  ['--or-mark', (value) => [value, value]],
  ['--and-mark', (value) => [0n, ALL_BITS ^ value]],
  ['--xor-mark', (value) => [value, 0n]],
] as const);

/** Decimal, hexadecimal, or octal with a zero in front; 32 bits. */
const NUMBER = /^(?:0x[0-9a-fA-F]{1,8}|0[0-7]{0,11}|[1-9]\d{0,9})$/;

function numbersOf(value: string): Pair | undefined {
  const parts = value.split('/');
  if (parts.length > 2 || !parts.every((part) => NUMBER.test(part))) return undefined;
  const [number = 0n, mask = ALL_BITS] = parts.map((part) =>
    BigInt(/^0\d/.test(part) ? `0o${part.slice(1)}` : part),
  );
  return [number, mask];
}

function hex(value: bigint, mask: bigint): string {
  return `0x${value.toString(16)}/0x${mask.toString(16)}`;
}
