/** Names, some of which may be of many tasks: nobody copies them to add those of one. */
export interface Names extends Iterable<string> {
  readonly size: number;
  has(name: string): boolean;
}

export function namesAnd(names: Names, more: readonly string[]): Names {
  if (more.length === 0) return names;
  return {
    size: names.size + more.length,
    has: (name) => more.includes(name) || names.has(name),
    *[Symbol.iterator]() {
      yield* names;
      yield* more;
    },
  };
}
