import type { Attributes } from '../../model/operation.ts';
import { linesOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';
import type { PresentAttributes } from './host-file.ts';
import { modeBits } from './mode.ts';

/** What is in a folder, or the folder itself. */
export interface FolderEntry extends PresentAttributes {
  readonly path: string;
}

/** What in a folder has another owner or mode than these. */
export function entriesOtherThan(
  path: string,
  { mode = '', owner = '', group = '' }: Attributes,
): Probe<readonly FolderEntry[]> {
  return {
    argv: ['rr_tree_attributes', path, mode, owner, group],
    read: (answer) => {
      const trouble = troubleIn(answer);
      if (trouble !== undefined) return `what is in ${path} cannot be looked at: ${trouble}`;
      const lines = linesOf(answer);
      const entries = lines.flatMap((line) => readEntry(line, path));
      return entries.length === lines.length
        ? entries
        : `what is in ${path} has names that cannot be trusted`;
    },
    hint: 'look at it with `find` on the host',
  };
}

/** What does not lie in the folder is not from `find`, and is nothing. */
function readEntry(line: string, folder: string): readonly FolderEntry[] {
  const [, raw = '', uid, gid, user = '', group = '', path = ''] =
    /^([0-9a-f]+) (\d+) (\d+) (\S+) (\S+) (\/.*)$/.exec(line) ?? [];
  const tidy = path === `${folder}/` ? folder : path;
  const inside = tidy === folder || (tidy.startsWith(`${folder}/`) && !/\/\.{1,2}(\/|$)/.test(tidy));
  if (raw === '' || !inside) return [];
  return [{ path: tidy, mode: modeBits(raw), uid: Number(uid), gid: Number(gid), user, group }];
}
