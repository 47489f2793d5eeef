import type { Decision, Obstacle } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { FolderTree } from '../../../probes/file/tree.ts';
import type { Perhaps } from '../../../probes/probe.ts';
import { hindered, keptAside, satisfied, stateDiff, wanted } from '../../decision.ts';
import { obstacleAround } from '../host-file/obstacle.ts';
import { describe, type FileWish, resultOf } from './wish.ts';

/** What a folder may take to be kept aside for an undo, in KiB. */
const MOST_KEPT_KIB = 102_400;

/** Folders that a host is made of: `/etc`, and whatever else lies directly below the root. */
const TOP_LEVEL = /^\/[^/]*$/;

/** Nothing may be there: a file, a link, or a folder with everything in it. */
export function planAbsent(
  wish: FileWish,
  tree: Perhaps<FolderTree> | undefined,
  { irreversible }: { readonly irreversible: boolean },
): Decision {
  const { path, file } = wish;
  if (file.found === undefined && file.link === undefined) return satisfied(resultOf(wish, 'absent'));
  const isFolder = file.link === undefined && file.found?.type === 'directory';
  const kib = isFolder && tree?.known === true ? tree.value.kib : 0;
  const refusal = refusalOf(wish, isFolder, tree) ?? tooLarge(path, kib, irreversible);
  if (refusal !== undefined) return hindered(refusal);
  const kept = kib <= MOST_KEPT_KIB;
  return wanted({
    summary: `remove ${path}`,
    diff: [stateDiff(path, describe(file), 'absent')],
    apply: [{ kind: 'remove', path }],
    ...(kept ? keptAside(path) : { undo: notKept(path, kib) }),
    impact: isFolder && file.found?.empty === false ? [`removes all that is in ${path}`] : [],
  });
}

function refusalOf(
  { path, file }: FileWish,
  isFolder: boolean,
  tree: Perhaps<FolderTree> | undefined,
): Obstacle | undefined {
  if (isFolder && TOP_LEVEL.test(path))
    return { why: `${path} is a folder that the host is made of`, hint: 'name what is in it' };
  if (isFolder && tree?.known === false) return { why: tree.why, hint: undefined };
  const mount = tree?.known === true ? tree.value.mount : undefined;
  if (isFolder && mount !== undefined)
    return { why: `${mount} is mounted in ${path}`, hint: `unmount it first: \`umount ${mount}\`` };
  return obstacleAround(path, file.own);
}

function tooLarge(path: string, kib: number, irreversible: boolean): Obstacle | undefined {
  if (kib <= MOST_KEPT_KIB || irreversible) return undefined;
  return {
    why: `${path} takes ${Math.ceil(kib / 1024)} MiB: more than the ${MOST_KEPT_KIB / 1024} MiB that are kept aside for going back`,
    hint: 'move it aside with a `command` and an `undo:`, or say `irreversible: true`',
  };
}

function notKept(path: string, kib: number): Change['undo'] {
  return {
    kind: 'irreversible',
    why: `${path} takes ${Math.ceil(kib / 1024)} MiB and was not kept aside`,
    accepted: true,
  };
}
