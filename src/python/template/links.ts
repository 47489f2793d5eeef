import type { Args, Term, TermLink } from './syntax.ts';

/** Members that are picked one after the other; undefined for one that only a run can tell. */
export type MemberPath = readonly (string | undefined)[];

/** What is picked right behind a term. */
export function pathAlong(links: readonly TermLink[]): MemberPath {
  const end = links.findIndex(({ kind }) => kind !== 'attribute' && kind !== 'item');
  return links.slice(0, end === -1 ? links.length : end).map(pickedBy);
}

function pickedBy(link: TermLink): string | undefined {
  if (link.kind === 'attribute') return link.name;
  return link.kind === 'item' ? textOf(link.key) : undefined;
}

/** What `extract` picks of the variable that it is given: first what stands before it, then what it says. */
export function extractedPath(link: TermLink, index: number): MemberPath {
  if (link.kind !== 'filter') return [];
  const [first] = link.args.positional;
  const at = link.name === 'extract' ? 0 : first?.kind === 'constant' && first.value === 'extract' ? 1 : -1;
  if (index !== at) return [];
  const further = link.args.positional[at + 1];
  if (further?.kind === 'list') return [undefined, ...further.items.map(textOf)];
  return [undefined, ...(further === undefined ? [] : [textOf(further)])];
}

export function textOf(term: Term): string | undefined {
  return term.kind === 'constant' && typeof term.value === 'string' ? term.value : undefined;
}

/** Neither a slice nor what stands in for a missing value picks a member. */
export function memberWords(link: TermLink): readonly string[] {
  if (link.kind === 'attribute') return [link.name];
  const isDefault = link.kind === 'filter' && (link.name === 'default' || link.name === 'd');
  return isDefault || link.kind === 'slice' ? [] : linkTerms(link).flatMap(constantWords);
}

function constantWords(term: Term): readonly string[] {
  if (term.kind === 'list') return term.items.flatMap(constantWords);
  return term.kind === 'constant' && typeof term.value === 'string' ? term.value.split('.') : [];
}

export function linkTerms(link: TermLink): readonly Term[] {
  switch (link.kind) {
    case 'attribute':
      return [];
    case 'item':
      return [link.key];
    case 'slice':
      return link.bounds.filter((bound) => bound !== undefined);
    case 'method':
    case 'filter':
    case 'test':
    case 'call':
      return argTerms(link.args);
  }
}

export function argTerms({ positional, named, list, mapping }: Args): readonly Term[] {
  const spread = [list, mapping].filter((term) => term !== undefined);
  return [...positional, ...named.map(([, term]) => term), ...spread];
}
