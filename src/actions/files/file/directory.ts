import type { Decision } from '../../../model/action.ts';
import type { Difference } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { FolderEntry } from '../../../probes/file/entries.ts';
import type { Perhaps } from '../../../probes/probe.ts';
import { hindered, keptAside, refused, satisfied, stateDiff, wanted } from '../../decision.ts';
import { attributeDiff, attributesOf, formerAttributes } from '../host-file/attributes.ts';
import { leadsNowhere, obstacleAround, obstacleToAttributes } from '../host-file/obstacle.ts';
import { planAttributes } from '../host-file/write.ts';
import { type FileWish, resultOf } from './wish.ts';

/** A folder, those above it included; with `recurse` the owner and mode of all that is in it. */
export function planDirectory(
  wish: FileWish,
  entries: Perhaps<readonly FolderEntry[]> | undefined,
): Decision {
  const { path, file, params } = wish;
  if (file.found === undefined)
    return file.link === undefined ? planNew(wish) : hindered(leadsNowhere(path, file.link));
  if (file.found.type !== 'directory') {
    return refused(
      `${path} is a ${file.found.type}, not a folder`,
      `remove it first with \`file: {path: ${path}, state: absent}\``,
    );
  }
  if (file.link !== undefined && !params.follow) {
    return refused(`${path} is a symbolic link to a folder`, 'leave out `follow: false`');
  }
  if (entries === undefined) return planAttributes({ ...wish, result: resultOf(wish, 'directory') });
  return entries.known ? planTree(wish, entries.value) : refused(entries.why, entries.hint);
}

function planNew(wish: FileWish): Decision {
  const { path, file, params } = wish;
  const obstacle = obstacleAround(path, file.around);
  if (obstacle !== undefined) return hindered(obstacle);
  const topmost = file.around.missing ?? path;
  return wanted({
    summary: `make the folder ${path}`,
    diff: [stateDiff(path, 'absent', 'directory')],
    apply: [{ kind: 'directory', path, ...attributesOf(params) }],
    ...keptAside(topmost),
  });
}

/** The most entries whose owner or mode one task changes: each is changed, and changed back, on its own. */
const MOST_ENTRIES = 500;

function planTree(wish: FileWish, entries: readonly FolderEntry[]): Decision {
  const { path, attributes } = wish;
  if (entries.length > MOST_ENTRIES) {
    return refused(
      `${entries.length} entries in ${path} have another owner or mode, at most ${MOST_ENTRIES} are changed by one task`,
      'use a `command` with an `undo:`, or several tasks',
    );
  }
  if (entries.length === 0) return satisfied(resultOf(wish, 'directory'));
  const obstacle = obstacleToAttributes(path, wish.file.around);
  if (obstacle !== undefined) return hindered(obstacle);
  return wanted({
    summary: `set owner and mode of ${entries.length === 1 ? '1 entry' : `${entries.length} entries`} in ${path}`,
    diff: entries.flatMap((entry) =>
      attributeDiff(attributes, entry).map((difference) => below(difference, entry)),
    ),
    apply: entries.map(
      (entry): Operation => ({ kind: 'attributes', path: entry.path, ...attributesOf(attributes.given) }),
    ),
    undo: {
      kind: 'possible',
      operations: entries.map(
        (entry): Operation => ({
          kind: 'attributes',
          path: entry.path,
          ...formerAttributes(attributes, entry),
        }),
      ),
    },
  });
}

function below(difference: Difference, { path }: FolderEntry): Difference {
  return { ...difference, subject: `${path} ${difference.subject}` };
}
