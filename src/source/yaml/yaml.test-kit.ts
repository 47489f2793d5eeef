import type { Read } from '../../model/diagnostic.ts';
import type { Tree } from '../../model/values/tree.ts';
import { readYaml } from './yaml.ts';
import { playbookLimits, type YamlLimits } from './yaml-limits.ts';

export function read(text: string, limits: YamlLimits = playbookLimits): Read<Tree> {
  return readYaml(text, 'a.yml', limits);
}

/** What a person reads of it: `line:column code message (hint)`. */
export function told(text: string, limits?: YamlLimits): readonly string[] {
  return read(text, limits).diagnostics.map(
    ({ at, code, message, hint }) =>
      `${at.line}:${at.column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}
