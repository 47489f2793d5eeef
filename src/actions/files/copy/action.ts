import { posix } from 'node:path';
import type { Action } from '../../../model/action.ts';
import { fileAt, LARGEST_FILE } from '../../../probes/file/host-file.ts';
import { refused } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { attributeProperties, numbersOf, withNumbers } from '../host-file/attributes.ts';
import { below, tidyPath } from '../host-file/path.ts';
import { type CopyParams, copyProperties } from './params.ts';
import { planCopy } from './plan.ts';

export const copy: Action = defineAction({
  name: 'copy',
  collections: BUILTIN,
  summary: 'Put a file on the host',
  params: { ...copyProperties, ...attributeProperties },
  oneOf: [['content', 'src']],
  readOnly: false,
  example: `\
- name: Docker keeps its containers when it is restarted
  copy:
    dest: /etc/docker/daemon.json
    content: |
      {"live-restore": true}
    mode: '0644'
`,
  localFiles: ({ src }) => (src === undefined ? [] : [src]),
  observe(params) {
    const { named, inside } = placesFor(params);
    return {
      named: fileAt(named),
      inside: inside === undefined ? undefined : fileAt(inside),
      ...numbersOf(params),
    };
  },
  plan(params, told, { files, made }) {
    const { content: text, src } = params;
    const content = text === undefined ? files.get(src ?? '') : new TextEncoder().encode(text);
    if (content === undefined)
      return refused(`the file ${src} was not read`, 'is it there, beside the playbook?');
    if (content.length > LARGEST_FILE) {
      return refused(
        `${src ?? 'the content'} has ${content.length} bytes, at most ${LARGEST_FILE} can be copied`,
        'let the host fetch it, with a `command`',
      );
    }
    const { named, inside } = placesFor(params);
    return planCopy(params, {
      content,
      attributes: withNumbers(params, told),
      named: { path: named, file: told.named },
      inside:
        inside === undefined || told.inside === undefined ? undefined : { path: inside, file: told.inside },
      made,
    });
  },
});

/** As named in `dest`, and by its own name in that folder: which of the two, the host decides. */
interface Places {
  readonly named: string;
  readonly inside: string | undefined;
}

function placesFor({ dest, src }: CopyParams): Places {
  const named = tidyPath(dest);
  return { named, inside: src === undefined ? undefined : below(named, posix.basename(tidyPath(src))) };
}
