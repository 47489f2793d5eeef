import { createHash } from 'node:crypto';
import type { Answer } from '../../model/action.ts';
import { troubleIn } from '../../probes/answer.ts';

/** Enough to tell that two are different, too little to find a secret by. In hexadecimal digits. */
const DIGEST_LENGTH = 8;

/** A digest over content, owner, group, mode and links; not over the time, which tells nothing. */
export function lineOfFile(answer: Answer): readonly string[] | string {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return `what it is is not known: ${trouble}`;
  const text = Buffer.from(answer.stdout).toString('latin1');
  const at = text.indexOf('\ncontent\n');
  const head = (at < 0 ? text : text.slice(0, at)).split('\n');
  const attributes = head.flatMap((line): readonly string[] => {
    const [word = '', mode = '', uid = '', gid = '', size = ''] = line.split(' ');
    if (word === 'stat') return [`${mode} ${uid} ${gid} ${mode.startsWith('4') ? '' : size}`];
    return word === 'link' || word === 'absent' ? [line] : [];
  });
  const all = `${attributes.join('\n')}${at < 0 ? '' : text.slice(at)}`;
  return [createHash('sha256').update(all, 'latin1').digest('hex').slice(0, DIGEST_LENGTH)];
}

export function differentFile(
  [before]: readonly string[],
  [now]: readonly string[],
  [, path = '']: readonly string[],
): readonly string[] {
  return before === now ? [] : [`${path} is not what it was`];
}
