import type { Failure } from '../../model/run/failure.ts';
import type { Outlook } from '../walk.ts';

/** A changed task fails, as in Ansible, when it notifies a handler that is not there. `words`: what it notifies. */
export function unansweredOf(
  words: readonly string[],
  { isAnswered }: Pick<Outlook, 'isAnswered'>,
): Failure | undefined {
  const word = words.find((one) => !isAnswered(one));
  if (word === undefined) return undefined;
  const hint =
    'give one that name, or a `listen:` with it; a handler of a role that is included later does not count';
  return {
    kind: 'refused',
    why: `it notifies \`${word}\`, and no handler is called so or listens to it`,
    hint,
  };
}
