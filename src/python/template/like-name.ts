import { tidy } from '../../model/playbook/include-places.ts';
import type { SourceFiles } from '../../model/ports.ts';
import { literalPattern } from '../../text/literal-pattern.ts';

/**
 * The files that a path with templates in it may come to: each template may be any text, so that it may stand for folders
 * too, but for none that begins with a dot. In ASCII order.
 */
export function filesLike(path: string, files: Pick<SourceFiles, 'list'>): readonly string[] {
  const fixed = path.slice(0, path.search(/\{[{%#]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/'));
  const pattern = likeName(path);
  return filesBelow(tidy(folder), files, MOST_LEVELS).filter((one) => pattern.test(one));
}

/** Text in which each template may be anything. */
export function likeName(text: string): RegExp {
  const parts = text.split(/\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/s);
  return new RegExp(`^${parts.map(literalPattern).join('.*')}$`, 's');
}

/** Deeper than anybody includes by a computed name, and too few to walk a disk. */
const MOST_LEVELS = 3;

function filesBelow(folder: string, files: Pick<SourceFiles, 'list'>, levels: number): readonly string[] {
  return (files.list(folder) ?? []).flatMap((name) => {
    if (name.startsWith('.')) return [];
    const path = `${folder === '/' ? '' : folder}/${name}`;
    if (/\.(?:yml|yaml|json)$/.test(name)) return [path];
    return levels > 0 ? filesBelow(path, files, levels - 1) : [];
  });
}
