import type { Action, Answer, Decision } from '../../model/action.ts';
import { type JsonValue, jsonObject } from '../../model/json.ts';
import { answerAt, outputOf, troubleIn } from '../answer.ts';
import { refused, satisfied } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import { modeBits, typeOf } from '../host-file/mode.ts';

interface StatParams {
  readonly path: string;
  readonly follow?: boolean;
  readonly get_checksum?: boolean;
  readonly checksum_algorithm?: string;
}

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
  observe: ({ path, follow = false, get_checksum: sum = true, checksum_algorithm: algorithm = 'sha1' }) => [
    { argv: ['rr_stat', path, follow ? 'yes' : 'no', sum ? algorithm : 'none'] },
  ],
  plan: ({ path }, answers) => planStat(path, answerAt(answers, 0)),
});

export function planStat(path: string, answer: Answer): Decision {
  const trouble = troubleIn(answer, /^(?:absent\n?$|stat [0-9a-f]+(?: \d+(?:\.\d+)?){4})/);
  if (trouble !== undefined) return refused(`${path} cannot be looked at: ${trouble}`, undefined);
  const text = outputOf(answer);
  if (text.startsWith('absent')) return satisfied({ stat: { exists: false } });
  return satisfied({ stat: jsonObject(fieldsOf(path, text)) });
}

/** The fields of Ansible's `stat` that a host without Python can tell. */
function* fieldsOf(path: string, text: string): Iterable<readonly [string, JsonValue]> {
  const { rest, target } = splitTarget(text);
  const lines = new Map(
    rest.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
  const [raw = '0', ...numbers] = (lines.get('stat') ?? '').split(' ');
  const [uid, gid, size, nlink, inode, dev, atime, mtime, ctime] = numbers.map(Number);
  const type = typeOf(raw);
  const access = lines.get('access') ?? '---';
  yield* [
    ['exists', true],
    ['path', path],
    ['mode', modeBits(raw)],
    ['isdir', type === 'directory'],
    ['isreg', type === 'file'],
    ['islnk', type === 'link'],
    ['isblk', type === 'block device'],
    ['ischr', type === 'character device'],
    ['isfifo', type === 'fifo'],
    ['issock', type === 'socket'],
    ['readable', access.includes('r')],
    ['writeable', access.includes('w')],
    ['executable', access.includes('x')],
  ] as const;
  yield* Object.entries({ uid, gid, size, nlink, inode, dev, atime, mtime, ctime }).map(
    ([name, number]) => [name, number ?? 0] as const,
  );
  yield* permissions(Number.parseInt(raw, 16));
  yield* named('pw_name', numbers[9]);
  yield* named('gr_name', numbers[10]);
  const checksum = lines.get('checksum');
  if (checksum !== undefined) yield ['checksum', checksum];
  if (target !== undefined) {
    yield ['lnk_source', lines.get('source') ?? ''];
    yield ['lnk_target', target];
  }
}

/** A link may say anything, line breaks too, so it comes last. */
function splitTarget(text: string): { readonly rest: string; readonly target: string | undefined } {
  const at = text.indexOf('\ntarget ');
  if (at < 0) return { rest: text, target: undefined };
  return { rest: text.slice(0, at), target: text.slice(at + '\ntarget '.length).replace(/\n$/, '') };
}

const BITS: readonly (readonly [string, number])[] = [
  ['isuid', 0o4000],
  ['isgid', 0o2000],
  ['rusr', 0o400],
  ['wusr', 0o200],
  ['xusr', 0o100],
  ['rgrp', 0o040],
  ['wgrp', 0o020],
  ['xgrp', 0o010],
  ['roth', 0o004],
  ['woth', 0o002],
  ['xoth', 0o001],
];

function permissions(mode: number): readonly (readonly [string, boolean])[] {
  return BITS.map(([name, bit]) => [name, (mode & bit) !== 0]);
}

/** Coreutils say `UNKNOWN` when a number has no name. */
function named(key: string, name: string | undefined): readonly (readonly [string, string])[] {
  return name === undefined || name === 'UNKNOWN' ? [] : [[key, name]];
}
