import type { Action, Decision } from '../../../model/action.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import { fileAt, type HostFile, LARGEST_FILE } from '../../../probes/file/host-file.ts';
import { bytesPattern } from '../../../python/regex/bytes.ts';
import { refused, satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import {
  attributeDiff,
  attributeProperties,
  numbersOf,
  type WantedAttributes,
  withNumbers,
} from '../host-file/attributes.ts';
import { digestOf } from '../host-file/facts.ts';
import { obstacleToContent } from '../host-file/obstacle.ts';
import { tidyPath } from '../host-file/path.ts';
import { folderFor, planAttributes, planContent } from '../host-file/write.ts';
import { type Edited, editLines } from './edit.ts';
import { type LineInFileParams, lineProperties } from './params.ts';

export const lineinfile: Action = defineAction({
  name: 'lineinfile',
  collections: BUILTIN,
  summary: 'Put a line into a text file, or take lines out',
  params: { ...lineProperties, ...attributeProperties },
  exclusive: [
    ['insertafter', 'insertbefore'],
    ['regexp', 'search_string'],
    ['backrefs', 'search_string'],
  ],
  readOnly: false,
  example: `\
- name: iptables.service does not save its rules when it stops
  lineinfile:
    path: /etc/sysconfig/iptables-config
    regexp: ^IPTABLES_SAVE_ON_STOP=
    line: IPTABLES_SAVE_ON_STOP="no"
`,
  mistakeIn: (params) => lackOf(params) ?? wrongExpression(params),
  observe: (params) => ({ file: fileAt(tidyPath(params.path)), ...numbersOf(params) }),
  plan: (params, told, { made }) =>
    planEdit(
      params,
      { path: tidyPath(params.path), file: told.file, attributes: withNumbers(params, told) },
      made,
    ),
});

interface Place {
  readonly path: string;
  readonly file: HostFile;
  readonly attributes: WantedAttributes;
}

function planEdit(params: LineInFileParams, place: Place, made: string | undefined): Decision {
  const { path, file } = place;
  if (file.found === undefined && file.link === undefined) {
    if (params.state === 'absent') return satisfied({ msg: 'file not present' });
    if (!params.create) return noFile(path);
  }
  const content = contentOf(path, file);
  if (typeof content === 'string') {
    const obstacle = obstacleToContent(path, file);
    return refused(obstacle?.why ?? content, obstacle?.hint ?? 'edit it with a `command`');
  }
  // An edit that comes out differently each time is proved by what it was to leave, not by asking for it again.
  if (made !== undefined && made === digestOf(content, 'sha256'))
    return planAttributes({ ...place, result: { msg: '', backup: '' } });
  const edited = editLines(params, Buffer.from(content).toString('latin1'));
  if (!edited.ok) return refused(`${path}: ${edited.why}`, 'see `rulerun doc lineinfile`');
  // Without a file this leaves none behind, `create` or not.
  if (edited.what === '') return planDress(place, edited);
  return planText(params, place, edited);
}

function planText(params: LineInFileParams, place: Place, edited: Edit): Decision {
  const after = Buffer.from(edited.text, 'latin1');
  const change = planContent({
    verb: 'edit',
    ...place,
    content: after,
    replaceLink: false,
    before: folderFor(place),
    result: {},
    told: { makes: digestOf(after, 'sha256'), result: told(edited, dressed(place)) },
  });
  const again = editLines(params, edited.text);
  return again.ok && again.what === '' ? change : withImpact(change, NEVER_SETTLES);
}

const NEVER_SETTLES =
  'it comes out differently each time: the next run changes the file again (in Ansible too); let `regexp` match the new line, and no line hold a newline, to have it settle';

function withImpact(decision: Decision, impact: string): Decision {
  if (decision.kind !== 'change') return decision;
  const { change } = decision;
  return { kind: 'change', change: { ...change, impact: [...change.impact, impact] } };
}

function noFile(path: string): Decision {
  const result = { rc: 257, msg: `Destination ${path} does not exist !` };
  return { kind: 'refused', why: `${path} does not exist`, hint: 'add `create: true`', result };
}

/** The lines are right; what is left are owner, group and mode. */
function planDress(place: Place, edited: Edit): Decision {
  const decision = planAttributes({ ...place, result: told(edited, false) });
  if (decision.kind !== 'change') return decision;
  return { kind: 'change', change: { ...decision.change, result: told(edited, true) } };
}

/** True when owner, group or mode change too. A new file begins with mode 0644. */
function dressed({ file, attributes }: Place): boolean {
  const { mode, owner, group } = attributes.given;
  if (file.found !== undefined) return attributeDiff(attributes, file.found).length > 0;
  return (mode !== undefined && mode !== '0644') || owner !== undefined || group !== undefined;
}

type Edit = Extract<Edited, { readonly ok: true }>;

/** In Ansible's words. */
function told({ what, removed }: Edit, isDressed: boolean): Readonly<Record<string, JsonValue>> {
  const dress = isDressed ? ['ownership, perms or SE linux context changed'] : [];
  const msg = [...(what === '' ? [] : [what]), ...dress].join(' and ');
  return { msg, backup: '', ...(removed === undefined ? {} : { found: removed }) };
}

function wrongExpression({ regexp, insertafter, insertbefore }: LineInFileParams): string | undefined {
  for (const [name, pattern] of Object.entries({ regexp, insertafter, insertbefore })) {
    const read = pattern === undefined ? undefined : bytesPattern(pattern);
    if (read?.ok === false) return `the expression in \`${name}\` cannot be used: ${read.error.message}`;
  }
  return undefined;
}

/** What the parameters lack, which a schema cannot say. */
function lackOf({
  state,
  line,
  regexp,
  search_string: searched,
  backrefs,
}: LineInFileParams): string | undefined {
  if (state === 'present' && line === undefined) return '`state: present` needs `line`';
  if (backrefs && regexp === undefined) return '`backrefs: true` needs `regexp`';
  if (state === 'absent' && line === undefined && regexp === undefined && searched === undefined) {
    return '`state: absent` needs one of `line`, `regexp` and `search_string`';
  }
  return undefined;
}

function contentOf(path: string, { found }: HostFile): Uint8Array | string {
  if (found === undefined) return new Uint8Array();
  if (found.content !== undefined) return found.content;
  return `${path} has ${found.size} bytes, at most ${LARGEST_FILE} can be edited`;
}
