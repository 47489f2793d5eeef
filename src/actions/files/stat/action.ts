import type { Action, Decision } from '../../../model/action.ts';
import { jsonObject } from '../../../model/values/json.ts';
import { type Details, detailsOf } from '../../../probes/file/details.ts';
import { satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { fieldsOf } from './fields.ts';
import { type StatParams, statProperties } from './params.ts';

export const stat: Action = defineAction({
  name: 'stat',
  collections: BUILTIN,
  summary: 'Look at a file or a folder',
  params: statProperties,
  readOnly: true,
  example: `\
- name: Look at the saved rules
  stat: {path: /etc/sysconfig/iptables}
  register: saved_rules
`,
  observe: questionsFor,
  plan: (params, { details }) => planStat(params, details),
});

function questionsFor(params: StatParams) {
  const { path, follow, get_checksum: sum, checksum_algorithm: algorithm } = params;
  const { get_mime: mime, get_attributes: attributes } = params;
  return { details: detailsOf(path, { follow, checksum: sum ? algorithm : undefined, mime, attributes }) };
}

function planStat(params: StatParams, { text }: Details): Decision {
  return satisfied({
    stat: text === undefined ? { exists: false } : jsonObject(fieldsOf(params, text)),
  });
}
