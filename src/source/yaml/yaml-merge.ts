import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';
import type { MapEntry, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';

/** What `<<: *base` or `<<: [*one, *two]` brings in, the more important first. */
export function mergedEntries(
  value: Tree,
  at: Position,
  { diagnostics }: { readonly diagnostics: Diagnostic[] },
): readonly MapEntry[] {
  const sources = value.kind === 'list' ? value.items : [value];
  return sources.flatMap((source) => {
    if (source.kind === 'map') return source.entries;
    const message = '`<<` takes a mapping or a list of mappings';
    diagnostics.push(mistake({ at, length: 2 }, 'invalid-merge', message, 'such as `<<: *defaults`'));
    return [];
  });
}
