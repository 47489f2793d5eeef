import { tidy } from '../../model/playbook/include-places.ts';
import type { SourceFiles } from '../../model/ports.ts';
import { literalPattern } from '../../text/literal-pattern.ts';

/**
 * The files that a path with templates in it may come to: each template may be any text, so that it may stand for folders
 * too, but for none that begins with a dot, and for none of `HOMES`. In ASCII order.
 */
export function filesLike(path: string, files: Pick<SourceFiles, 'list'>): readonly string[] {
  const fixed = path.slice(0, path.search(/\{[{%#]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/'));
  const pattern = likeName(path);
  const written = path.slice(folder.length);
  const passed = HOMES.filter((home) => !written.includes(`${home}/`));
  return filesBelow(tidy(folder), files, { levels: MOST_LEVELS, passed }).filter((one) => pattern.test(one));
}

/** Where other roles and variables lie: who means a file in there writes so. `{{ os }}.yml` beside them means no such file. */
const HOMES: readonly string[] = ['roles', 'group_vars', 'host_vars'];

/** Text in which each template may be anything. */
export function likeName(text: string): RegExp {
  const parts = text.split(/\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/s);
  return new RegExp(`^${parts.map(literalPattern).join('.*')}$`, 's');
}

/** Deeper than anybody includes by a computed name, and too few to walk a disk. */
const MOST_LEVELS = 3;

function filesBelow(
  folder: string,
  files: Pick<SourceFiles, 'list'>,
  { levels, passed }: { readonly levels: number; readonly passed: readonly string[] },
): readonly string[] {
  return (files.list(folder) ?? []).flatMap((name) => {
    if (name.startsWith('.') || passed.includes(name)) return [];
    const path = `${folder === '/' ? '' : folder}/${name}`;
    if (/\.(?:yml|yaml|json)$/.test(name)) return [path];
    return levels > 0 ? filesBelow(path, files, { levels: levels - 1, passed }) : [];
  });
}
