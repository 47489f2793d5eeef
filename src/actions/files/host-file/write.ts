import { posix } from 'node:path';
import type { Decision } from '../../../model/action.ts';
import type { Change, Difference } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import type { FoundFile, HostFile } from '../../../probes/file/host-file.ts';
import { hindered, keptAside, satisfied, stateDiff, wanted } from '../../decision.ts';
import { attributeDiff, attributesOf, formerAttributes, type WantedAttributes } from './attributes.ts';
import { obstacleAround, obstacleToAttributes, obstacleToContent } from './obstacle.ts';
import { contentDiff, equalBytes, largeDiff } from './text-diff.ts';

/** A file's content as it must be. */
export interface ContentWish {
  /** For the summary: `copy`. */
  readonly verb: string;
  readonly path: string;
  readonly file: HostFile;
  readonly content: Uint8Array;
  readonly attributes: WantedAttributes;
  /** A symbolic link gives way to a file; otherwise the file it points to is written. */
  readonly replaceLink: boolean;
  /** What has to be done before the file can be written. */
  readonly before: readonly Operation[];
  readonly result: Readonly<Record<string, JsonValue>>;
  /** What is told of a change beside `result`, and what asking again is to know of it. */
  readonly told?: Pick<Change, 'result' | 'makes'>;
}

/** Decides what it takes to give a file its content, owner and mode. */
export function planContent(wish: ContentWish): Decision {
  const { path, file, content, attributes } = wish;
  const replaces = wish.replaceLink && file.link !== undefined;
  if (!replaces && file.found?.content !== undefined && equalBytes(file.found.content, content))
    return planAttributes(wish);
  const obstacle = replaces ? obstacleAround(path, file.own) : obstacleToContent(path, file);
  if (obstacle !== undefined) return hindered(obstacle);
  const made = file.around.missing ?? path;
  // Through a link it is the file it points to that changes and has to come back.
  const preserved = file.found !== undefined && !replaces ? file.found.real : made;
  return wanted({
    summary: `${wish.verb} ${path}`,
    diff: [...contentDiffs(wish, replaces), ...attributeDiffs(file.found, attributes)],
    apply: [
      ...wish.before,
      ...(replaces ? [{ kind: 'remove', path } as const] : []),
      {
        kind: 'write',
        path,
        contentBase64: Buffer.from(content).toString('base64'),
        ...attributesOf(attributes.given),
      },
    ],
    ...keptAside(preserved),
    impact: replaces
      ? [`replaces the symbolic link ${path}, which points to ${file.link ?? ''}, by a file`]
      : [],
    ...wish.told,
  });
}

/** What makes the folder of a path, and those above it, where they are missing. */
export function folderFor({ path, file }: Pick<ContentWish, 'path' | 'file'>): readonly Operation[] {
  const folder = posix.dirname(path);
  return file.around.missing === undefined ? [] : [{ kind: 'directory', path: folder, mode: '0755' }];
}

/** The content is right, or is to stay; what is left are owner, group and mode. */
export function planAttributes({
  path,
  file,
  attributes,
  result,
}: Pick<ContentWish, 'path' | 'file' | 'attributes' | 'result'>): Decision {
  const diff = attributeDiffs(file.found, attributes);
  if (file.found === undefined || diff.length === 0) return satisfied(result);
  const obstacle = obstacleToAttributes(path, file.around);
  if (obstacle !== undefined) return hindered(obstacle);
  const { real } = file.found;
  return wanted({
    summary: `set ${diff.map(({ subject }) => subject).join(', ')} of ${path}`,
    diff,
    apply: [{ kind: 'attributes', path: real, ...attributesOf(attributes.given) }],
    // Nothing but owner and mode changes, so nothing but those goes back: what a folder holds is no part of it.
    undo: {
      kind: 'possible',
      operations: [{ kind: 'attributes', path: real, ...formerAttributes(attributes, file.found) }],
    },
  });
}

function attributeDiffs(found: FoundFile | undefined, attributes: WantedAttributes): readonly Difference[] {
  return found === undefined ? [] : attributeDiff(attributes, found);
}

function contentDiffs({ path, file, content }: ContentWish, replaces: boolean): readonly Difference[] {
  if (replaces) {
    return [
      stateDiff(path, `link to ${file.link ?? ''}`, 'file'),
      contentDiff(path, file.found?.content, content),
    ];
  }
  const { found } = file;
  if (found !== undefined && found.content === undefined) return [largeDiff(path, found.size, content)];
  return [contentDiff(path, found?.content, content)];
}
