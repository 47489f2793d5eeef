import type { Mention } from '../playbook/mention.ts';

/** What was found, in order; what was found in a file stands there as a list of its own, wherever the file is a part. */
export type Nested<Item extends object> = readonly (Item | Nested<Item>)[];

/** The same while more is found. */
export type Growing<Item extends object> = (Item | Nested<Item>)[];

/** Every one of them once, in the order in which they are first met. */
export function distinctIn<Item extends object>(nested: Nested<Item>): readonly Item[] {
  const known = new Set<Item | Nested<Item>>();
  const found: Item[] = [];
  const collect = (list: Nested<Item>): void => {
    for (const each of list) {
      if (known.has(each)) continue;
      known.add(each);
      if (isList(each)) collect(each);
      else found.push(each);
    }
  };
  collect(nested);
  return found;
}

/** What was mentioned from there on, without what those variables give. */
export function leaveOut(
  given: ReadonlyMap<string, unknown>,
  mentions: Growing<Mention>,
  from: number,
): void {
  if (given.size === 0) return;
  mentions.push(distinctIn(mentions.splice(from)).filter(({ name }) => !given.has(name)));
}

function isList<Item extends object>(each: Item | Nested<Item>): each is Nested<Item> {
  return Array.isArray(each);
}
