/** Live rules as `rr_firewall` tells them: the lines of each chain, in order, by program, table and chain. */
export type LiveRules = ReadonlyMap<string, readonly string[]>;

export type ReadRules =
  | { readonly ok: true; readonly rules: LiveRules }
  | { readonly ok: false; readonly why: string };

/** Reads the answer of `rr_firewall`: parts between `=PROGRAM` and `=end EXITCODE`, each in the form of iptables-save. */
export function readRules(lines: readonly string[]): ReadRules {
  const rules = new Map<string, string[]>();
  let program = '';
  let table = '';
  for (const line of lines) {
    if (line.startsWith('=end ')) {
      if (line !== '=end 0') return { ok: false, why: `${program} ended with exit code ${line.slice(5)}` };
    } else if (line.startsWith('=')) {
      program = line.slice(1).replace(/-save$/, '');
    } else if (line.startsWith('*')) {
      table = line.slice(1);
    } else {
      const chain = chainOf(line);
      if (chain === undefined) continue;
      const key = `${program} ${table} ${chain}`;
      rules.set(key, [...(rules.get(key) ?? []), line]);
    }
  }
  return { ok: true, rules };
}

function chainOf(line: string): string | undefined {
  return /^(?::|-A )(\S+)/.exec(line)?.[1];
}

/** What differs, one line each: rules and chains that are gone, that are new, and chains whose order has changed. */
export function differences(before: LiveRules, now: LiveRules): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) =>
    inChain(key, before.get(key) ?? [], now.get(key) ?? []),
  );
}

function inChain(key: string, before: readonly string[], now: readonly string[]): readonly string[] {
  const place = key.split(' ').slice(0, 2).join(' ');
  const gone = without(before, now).map((line) => `${place}: gone: ${line}`);
  const added = without(now, before).map((line) => `${place}: new: ${line}`);
  if (gone.length > 0 || added.length > 0) return [...gone, ...added];
  return before.every((line, index) => line === now[index])
    ? []
    : [`${key}: the order of the rules has changed`];
}

/** The lines of `all` that are not in `taken`; equal lines are counted. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of taken) left.set(line, (left.get(line) ?? 0) + 1);
  return all.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** How many rules there are, chains and policies not counted. */
export function countRules(rules: LiveRules): number {
  return [...rules.values()].flat().filter((line) => line.startsWith('-A ')).length;
}
