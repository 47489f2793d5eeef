import type { Action, Answer, Decision, PlanContext } from '../../model/action.ts';
import { answerAt } from '../answer.ts';
import { refused } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import {
  type AttributeParams,
  askAttributes,
  attributeProperties,
  readAttributes,
} from '../host-file/attributes.ts';
import { askHostFile, type HostFile, LARGEST_FILE, readHostFile } from '../host-file/host-file.ts';
import { baseName, below, tidyPath } from '../host-file/path.ts';
import { planCopy } from './plan.ts';

export interface CopyParams extends AttributeParams {
  readonly dest: string;
  readonly content?: string;
  readonly src?: string;
  readonly force?: boolean;
  readonly follow?: boolean;
}

export const copy: Action = defineAction<CopyParams>({
  name: 'copy',
  collections: BUILTIN,
  summary: 'Put a file on the host',
  params: {
    type: 'object',
    properties: {
      dest: {
        type: 'path',
        description: 'The file to write; with `src`, a folder or a path with `/` at the end takes its name',
      },
      content: { type: 'string', description: 'What must be in it' },
      src: {
        type: 'string',
        description: 'A file of at most 1 MiB beside the playbook, or with an absolute path',
      },
      force: { type: 'boolean', description: 'Replace a file that is there and differs', default: true },
      follow: {
        type: 'boolean',
        description: 'Write through a symbolic link instead of replacing it',
        default: false,
      },
      ...attributeProperties,
    },
    required: ['dest'],
    oneOf: [['content', 'src']],
    additionalProperties: false,
  },
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
  observe: (params) => [...placesFor(params).map((path) => askHostFile(path)), ...askAttributes(params)],
  plan: planFromAnswers,
});

/** Where the file may have to go: as named, and by its name in that folder. Which one, the host decides. */
function placesFor({ dest, src }: CopyParams): readonly string[] {
  const named = tidyPath(dest);
  const inside = src === undefined ? [] : [below(named, baseName(tidyPath(src)))];
  return [named, ...inside];
}

function planFromAnswers(params: CopyParams, answers: readonly Answer[], context: PlanContext): Decision {
  const content = contentFor(params, context);
  if (content === undefined)
    return refused(`the file ${params.src} was not read`, 'is it there, beside the playbook?');
  if (content.length > LARGEST_FILE) {
    return refused(
      `${params.src ?? 'the content'} has ${content.length} bytes, at most ${LARGEST_FILE} can be copied`,
      'let the host fetch it, with a `command`',
    );
  }
  const places = placesFor(params);
  const files: HostFile[] = [];
  for (const [index, place] of places.entries()) {
    const file = readHostFile(place, answerAt(answers, index));
    if (typeof file === 'string') return refused(file, undefined);
    files.push(file);
  }
  const attributes = readAttributes(params, answers.slice(places.length));
  if (typeof attributes === 'string') return refused(attributes, 'make it first, or name another');
  return planCopy(
    params,
    content,
    attributes,
    places.flatMap((path, index) => {
      const file = files[index];
      return file === undefined ? [] : [{ path, file }];
    }),
    context.made,
  );
}

function contentFor({ content, src }: CopyParams, { files }: PlanContext): Uint8Array | undefined {
  return content === undefined ? files.get(src ?? '') : new TextEncoder().encode(content);
}
