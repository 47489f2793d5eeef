import type { Decision } from '../../../model/action.ts';
import type { Change, Difference } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { FoundFile } from '../../../probes/file/host-file.ts';
import { hindered, keptAside, refused, stateDiff, wanted } from '../../decision.ts';
import { attributeDiff, attributesOf, formerAttributes } from '../host-file/attributes.ts';
import { factsOf } from '../host-file/facts.ts';
import { leadsNowhere, missingParent, obstacleAround } from '../host-file/obstacle.ts';
import { planAttributes } from '../host-file/write.ts';
import { type FileWish, resultOf } from './wish.ts';

/** What is there must have the owner and mode. With `state: file` it must be a file. */
export function planExisting(wish: FileWish): Decision {
  const { params, path, file } = wish;
  if (file.found === undefined) {
    if (file.link !== undefined) return hindered(leadsNowhere(path, file.link));
    return {
      kind: 'refused',
      why: `${path} does not exist`,
      hint: 'use `state: touch` for an empty file, `copy` for one with content, or `state: directory`',
      result: { path, state: 'absent' },
    };
  }
  if (params.state === 'file' && file.found.type !== 'file') {
    return refused(
      `${path} is a ${file.found.type}, not a file`,
      'use the `state` that it has, or remove it first',
    );
  }
  if (file.link !== undefined && !params.follow) {
    return refused(
      `${path} is a symbolic link, which has no owner and mode of its own here`,
      'leave out `follow: false`',
    );
  }
  return planAttributes({ ...wish, result: resultOf(wish, stateOf(file.found)) });
}

/** What asking again is told: the times are new now, and would be new again. */
const TOUCHED = 'touched';

/** An empty file, or new times for what is there: done each time, unless both times are to stay. */
export function planTouch(wish: FileWish, made: string | undefined): Decision {
  const { params, path, file, attributes } = wish;
  const keeps = params.access_time === 'preserve' && params.modification_time === 'preserve';
  if (file.found !== undefined && (keeps || made === TOUCHED))
    return planAttributes({ ...wish, result: { dest: path, state: stateOf(file.found), ...factsOf(file) } });
  if (file.found !== undefined && params.access_time !== params.modification_time) {
    return refused(
      '`touch` sets both times or none',
      'give `access_time` and `modification_time` the same value',
    );
  }
  const obstacle = missingParent(path, file.around) ?? obstacleAround(path, file.around);
  if (obstacle !== undefined) return hindered(obstacle);
  if (file.found === undefined && file.link !== undefined) return hindered(leadsNowhere(path, file.link));
  return wanted({
    summary: `touch ${path}`,
    diff: [
      touched(path, file.found === undefined),
      ...(file.found === undefined ? [] : attributeDiff(attributes, file.found)),
    ],
    apply: [{ kind: 'touch', path, ...attributesOf(params) }],
    ...waysBack(wish),
    makes: TOUCHED,
  });
}

function stateOf({ type }: FoundFile): string {
  return type === 'directory' ? 'directory' : 'file';
}

/** A folder's times are not worth a copy of all that is in it; its owner and mode go back. */
function waysBack({ path, file, attributes }: FileWish): Pick<Change, 'undo'> {
  if (file.found?.type !== 'directory') return keptAside(file.found?.real ?? path);
  const former = formerAttributes(attributes, file.found);
  if (Object.keys(former).length === 0) return { undo: { kind: 'nothing' } };
  const back: Operation = { kind: 'attributes', path: file.found.real, ...former };
  return { undo: { kind: 'possible', operations: [back] } };
}

function touched(path: string, isNew: boolean): Difference {
  return isNew ? stateDiff(path, 'absent', 'file') : stateDiff('times', 'as they are', 'now');
}
