import { posix } from 'node:path';
import type { Action, Decision } from '../../../model/action.ts';
import { entriesOtherThan } from '../../../probes/file/entries.ts';
import { fileAt } from '../../../probes/file/host-file.ts';
import { treeAt } from '../../../probes/file/tree.ts';
import { perhaps } from '../../../probes/probe.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { attributeProperties, attributesOf, numbersOf, withNumbers } from '../host-file/attributes.ts';
import { below, tidyPath } from '../host-file/path.ts';
import { planAbsent } from './absent.ts';
import { planDirectory } from './directory.ts';
import { planExisting, planTouch } from './existing.ts';
import { planLink } from './link.ts';
import { type FileParams, fileProperties } from './params.ts';

export const file: Action = defineAction({
  name: 'file',
  collections: BUILTIN,
  summary: 'Make or remove files, folders and links, or set their owner and mode',
  params: { ...fileProperties, ...attributeProperties },
  readOnly: false,
  example: `\
- name: There is a folder for drop-ins
  file:
    path: /etc/systemd/system/docker.service.d
    state: directory
    mode: '0755'
`,
  mistakeIn,
  /** The path first, then what its state needs to know, then owner and group. */
  observe(params) {
    const { state, src, recurse } = params;
    const path = tidyPath(params.path);
    return {
      file: fileAt(path, 0),
      tree: state === 'absent' ? perhaps(treeAt(path)) : undefined,
      target: state === 'link' && src !== undefined ? perhaps(fileAt(targetOf(path, src), 0)) : undefined,
      entries:
        recurse && state !== 'absent' && (state !== 'link' || src === undefined)
          ? perhaps(entriesOtherThan(path, attributesOf(params)))
          : undefined,
      ...numbersOf(params),
    };
  },
  plan(params, told, context): Decision {
    const path = tidyPath(params.path);
    const wish = { params, path, file: told.file, attributes: withNumbers(params, told) };
    const state = params.state ?? (params.recurse ? 'directory' : 'file');
    switch (state) {
      case 'absent':
        return planAbsent(wish, told.tree, context);
      case 'link':
        return planLink(wish, told.target);
      case 'touch':
        return planTouch(wish, context.made);
      case 'directory':
        return planDirectory(wish, told.entries);
      case 'file':
        return planExisting(wish);
    }
  },
});

/** Where a link at `path` that says `src` would lead. */
function targetOf(path: string, src: string): string {
  return src.startsWith('/') ? tidyPath(src) : tidyPath(below(posix.dirname(path), src));
}

/** What the parameters lack or have too much of, which a schema cannot say. */
function mistakeIn({ state, src, recurse, follow, mode, owner, group }: FileParams): string | undefined {
  const attributes = mode ?? owner ?? group;
  if (state === 'link' && !follow && attributes !== undefined)
    return 'a link has no owner and mode of its own here: leave out `follow: false` to set those of what it points to';
  if (state !== 'link' && src !== undefined) return '`src` is only for `state: link`';
  if (recurse && state !== undefined && state !== 'directory') return '`recurse` is only for folders';
  return undefined;
}
