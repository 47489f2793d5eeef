import type { OwnersOptions } from '../../../firewall/owners/owners.ts';
import { LARGEST_FILE } from '../../../probes/file/host-file.ts';
import { refused } from '../../decision.ts';
import type { IptablesFileParams } from './params.ts';
import { decode, judge, readText, type Wanted } from './wanted-text.ts';

/** The text that the task gives, when it is one that loads. Whose its rules are is the author's affair. */
export function givenText(
  { rules, src }: Pick<IptablesFileParams, 'rules' | 'src'>,
  files: ReadonlyMap<string, Uint8Array>,
  options: OwnersOptions,
): Wanted {
  const name = src ?? 'rules';
  const bytes = src === undefined ? Buffer.from(rules ?? '', 'utf8') : files.get(src);
  if (bytes === undefined)
    return refused(`the file ${name} was not read`, 'is it there, beside the playbook?');
  if (bytes.length > LARGEST_FILE) {
    return refused(`${name} has ${bytes.length} bytes, at most ${LARGEST_FILE} can be written`, 'shorten it');
  }
  const text = readText(decode(bytes).text, name);
  if ('kind' in text) return text;
  const { refusal, remarks, set } = judge(text, name, options);
  return (
    refusal ?? { kind: 'text', verb: 'write', bytes, reapply: new Uint8Array(), impact: [], remarks, set }
  );
}
