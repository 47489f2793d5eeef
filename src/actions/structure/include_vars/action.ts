import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import type { VariablesFound, VariablesWish } from '../../../model/playbook/included-variables.ts';
import type { Variables } from '../../../model/playbook/inventory.ts';
import { jsonObject } from '../../../model/values/json.ts';
import { refused } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  file: { type: 'string', description: 'A file of variables, looked for in `vars` first' },
  dir: { type: 'string', description: 'A folder: all files of variables in it and below it are read' },
  name: { type: 'string', description: 'One variable that holds them all as a mapping' },
  depth: {
    type: 'integer',
    description: 'How many folders are read, `dir` being the first; 0: all',
    minimum: 0,
  },
  files_matching: {
    type: 'string',
    description: 'Of a folder only files whose names match this regular expression',
  },
  ignore_files: {
    type: 'any',
    description: 'Of a folder not the files whose names end like one of these regular expressions',
  },
  extensions: {
    type: 'strings',
    description: 'Extensions of the files of a folder; `yaml`, `yml` and `json` when not said',
  },
  ignore_unknown_extensions: {
    type: 'boolean',
    description: 'Of a folder, files with other extensions are passed over',
  },
  hash_behaviour: {
    type: 'string',
    description: 'Merge: mappings are merged into what the variables hold already',
    enum: ['replace', 'merge'],
  },
} as const;

type Params = ParamsOf<typeof params>;

const ofFolders = [
  'dir',
  'depth',
  'files_matching',
  'ignore_files',
  'extensions',
  'ignore_unknown_extensions',
] as const;

export const includeVars: Action = defineAction({
  name: 'include_vars',
  collections: BUILTIN,
  summary: 'Read variables from files, for the rest of the run',
  readOnly: true,
  params,
  freeForm: 'file',
  example: `- name: Read what differs between systems
  include_vars: "{{ inventory_hostname }}.yml"
`,
  notes: [
    'They win over variables of plays, roles and tasks, and lose to those of `set_fact`, to what is registered, and to -e.',
  ],
  wishes: wishOf,
  mistakeIn: ({ file, dir, ...others }) => {
    const ofFolder = ofFolders.find((name) => (name === 'dir' ? dir : others[name]) !== undefined);
    if (file !== undefined && ofFolder !== undefined)
      return {
        why: `\`${ofFolder}\` is for folders, and \`file\` names a file`,
        hint: `remove \`${ofFolder}\`, or write \`dir\` in place of \`file\``,
      };
    if (file === undefined && dir === undefined)
      return { why: 'it names no file', hint: 'write `include_vars: FILE` or `include_vars: {dir: FOLDER}`' };
    return undefined;
  },
  observe: () => ({}),
  plan: (_params, _told, { variables }) => planIncludeVars(variables),
});

function wishOf(given: Params): VariablesWish {
  return {
    ...{ file: given.file?.replace(/\n+$/, ''), dir: given.dir, name: given.name, depth: given.depth ?? 0 },
    matching: given.files_matching,
    ignored: wordsIn(given.ignore_files),
    extensions: given.extensions ?? ['yaml', 'yml', 'json'],
    passesOthers: given.ignore_unknown_extensions ?? false,
    merges: given.hash_behaviour === 'merge',
  };
}

/** A text is split at blanks, as Ansible does. */
function wordsIn(value: Params['ignore_files']): readonly string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '');
  return Array.isArray(value) ? value.map(String) : [];
}

function planIncludeVars(found: VariablesFound | undefined): Decision {
  if (found === undefined) return refused('no file of this machine can be read here', undefined);
  if (found.kind === 'refused')
    return {
      ...refused(found.why, found.hint),
      result: jsonObject([
        ['message', found.why],
        ['ansible_included_var_files', found.files ?? []],
      ]),
    };
  return {
    kind: 'satisfied',
    result: jsonObject([
      ['ansible_facts', valuesOf(found.variables)],
      ['ansible_included_var_files', found.files],
    ]),
    messages: [],
    effect: { kind: 'include-vars', variables: found.variables },
  };
}

function valuesOf(variables: Variables): ReturnType<typeof jsonObject> {
  return jsonObject([...variables].map(([name, { value }]) => [name, value] as const));
}
