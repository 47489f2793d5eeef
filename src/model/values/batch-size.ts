/** How many hosts a batch takes: a number of hosts, 0 being all that are left, or a part of all the play's hosts in percent. */
export type BatchSize =
  | { readonly kind: 'hosts'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** `3` or `25%`; `undefined`: neither, or more than all. */
export function batchSizeOf(text: string): BatchSize | undefined {
  const [, digits, percent] = /^(0|[1-9]\d*)\s*(%?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (percent === '%') return count <= 100 ? { kind: 'percent', percent: count } : undefined;
  return Number.isSafeInteger(count) ? { kind: 'hosts', count } : undefined;
}
