import type { Step } from '../../model/ports.ts';
import { literalPattern } from '../../text/literal-pattern.ts';
import { stepName } from '../records/step/step-script.ts';

/**
 * What a step said, without the names of our files on the host: the shell calls itself `/bin/sh` and not the file in the
 * record that holds the text of a task. `said` is whatever was written, text or not.
 */
export function withoutOwnNames(
  said: Uint8Array,
  { run, number, operations }: Pick<Step, 'run' | 'number' | 'operations'>,
): Uint8Array {
  const name = stepName(number);
  const folder = `/runs/${run}/steps/${name}/`;
  const bytes = Buffer.from(said.buffer, said.byteOffset, said.byteLength);
  if (!bytes.includes(folder)) return said;
  const before = '/[^\\s\'"`]*?';
  const script = new RegExp(`${before}${literalPattern(folder)}script-${name}-(\\d+)`, 'g');
  const step = new RegExp(`${before}${literalPattern(folder)}cmd: (?:line )?\\d+: (?:exec: )?`, 'g');
  const text = bytes
    .toString('latin1')
    .replace(script, (_, operation: string) => {
      const done = operations[Number(operation) - 1];
      return Buffer.from((done?.kind === 'shell' && done.executable) || '/bin/sh').toString('latin1');
    })
    .replace(step, '');
  return Buffer.from(text, 'latin1');
}
