import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { fileAt, type HostFile, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { Fault } from '../../../python/fault.ts';
import { bytesPattern, searchBytes } from '../../../python/regex/bytes.ts';
import { quotedLines } from '../../../text/words.ts';
import { refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { tidyPath } from '../host-file/path.ts';

const params = {
  path: {
    type: 'path',
    required: true,
    description: 'The file, of at most 1 MiB; one that is missing has no lines',
  },
  must_match: { type: 'strings', description: 'Regular expressions that each must match some line' },
  must_not_match: { type: 'strings', description: 'Regular expressions that no line may match' },
  should_not_match: { type: 'strings', description: 'The same, as a warning' },
} as const;

type FileTextParams = ParamsOf<typeof params>;

export const fileText: Action = defineAction({
  name: 'file_text',
  collections: [],
  summary: 'Check the lines of a text file',
  params,
  readOnly: true,
  example: `\
- name: No rules of Docker are saved
  file_text:
    path: /etc/sysconfig/iptables
    should_not_match: ['^(-A|:)DOCKER']
`,
  observe: ({ path }) => ({ file: fileAt(tidyPath(path), LARGEST_TEXT) }),
  plan: (params, { file }) => planFileText(params, file),
});

function planFileText(params: FileTextParams, file: HostFile): Decision {
  const path = tidyPath(params.path);
  const content = file.found === undefined ? new Uint8Array() : file.found.content;
  if (content === undefined)
    return refused(`${path} is no file of at most ${LARGEST_TEXT} bytes`, 'look at it on the host');
  const lines = Buffer.from(content).toString('latin1').split('\n');
  try {
    return judge(params, path, lines, file.found !== undefined);
  } catch (error) {
    if (error instanceof Fault) return refused(error.message, 'expressions are written as in Python');
    throw error;
  }
}

function judge(params: FileTextParams, path: string, lines: readonly string[], exists: boolean): Decision {
  const lacking = params.must_match?.find((pattern) => matches(pattern, lines).length === 0);
  if (lacking !== undefined)
    return refused(`no line of ${path} matches ${lacking}`, `see ${path} on the host`);
  const wrong = params.must_not_match?.flatMap((pattern) => matches(pattern, lines)) ?? [];
  if (wrong.length > 0) return refused(`${path} says ${quotedLines(wrong)}`, `see ${path} on the host`);
  const odd = params.should_not_match?.flatMap((pattern) => matches(pattern, lines)) ?? [];
  return satisfied(
    { exists, matches: odd },
    odd.length > 0 ? [warning(`${path} says ${quotedLines(odd)}`)] : [],
  );
}

/** @throws {Fault} */
function matches(pattern: string, lines: readonly string[]): readonly string[] {
  const read = bytesPattern(pattern);
  if (!read.ok) throw new Fault('type', `the expression ${pattern} cannot be used: ${read.error.message}`);
  return lines
    .filter((line) => searchBytes(read.value, line) !== undefined)
    .map((line) => Buffer.from(line, 'latin1').toString('utf8'));
}
