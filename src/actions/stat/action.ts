import type { Action, Answer, Decision, Observation } from '../../model/action.ts';
import { jsonObject } from '../../model/json.ts';
import { answerAt, outputOf, troubleIn } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import { fieldsOf, type StatParams } from './fields.ts';

export const stat: Action = defineAction<StatParams>({
  name: 'stat',
  collections: BUILTIN,
  summary: 'Look at a file or a folder',
  params: {
    type: 'object',
    properties: {
      path: { type: 'path', description: 'What to look at', aliases: ['dest', 'name'] },
      follow: { type: 'boolean', description: 'Look at what a symbolic link points to', default: false },
      get_checksum: { type: 'boolean', description: 'Read the file and tell its checksum', default: true },
      checksum_algorithm: {
        type: 'string',
        enum: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
        description: 'Which checksum',
        default: 'sha1',
        aliases: ['checksum', 'checksum_algo'],
      },
      get_mime: {
        type: 'boolean',
        description: 'Tell what kind of content it has, where the host has `file`',
        default: true,
        aliases: ['mime', 'mime_type', 'mime-type'],
      },
      get_attributes: {
        type: 'boolean',
        description: 'Tell the flags of its file system, where the host has `lsattr`',
        default: true,
        aliases: ['attr', 'attributes'],
      },
    },
    required: ['path'],
    additionalProperties: false,
  },
  readOnly: true,
  example: `\
- name: Look at the saved rules
  stat: {path: /etc/sysconfig/iptables}
  register: saved_rules
`,
  observe: questionsFor,
  plan: (params, answers) => planStat(params, answerAt(answers, 0)),
});

function questionsFor(params: StatParams): readonly Observation[] {
  const { path, get_checksum: sum = true, checksum_algorithm: algorithm = 'sha1' } = params;
  const { follow = false, get_mime: mime = true, get_attributes: attributes = true } = params;
  return [
    {
      argv: ['rr_stat', path, yesOrNo(follow), sum ? algorithm : 'none', yesOrNo(mime), yesOrNo(attributes)],
    },
  ];
}

function yesOrNo(yes: boolean): string {
  return yes ? 'yes' : 'no';
}

function planStat(params: StatParams, answer: Answer): Decision {
  const { path } = params;
  const trouble = troubleIn(answer, /^(?:absent\n?$|stat [0-9a-f]+(?: \d+){11} [0-9a-f]+ [0-9a-f]+\n)/);
  if (trouble !== undefined) return refused(`${path} cannot be looked at: ${trouble}`, undefined);
  const text = outputOf(answer);
  if (text.startsWith('absent')) return satisfied({ stat: { exists: false } });
  return satisfied({ stat: jsonObject(fieldsOf(params, text)) });
}
