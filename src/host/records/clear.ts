import type { Cleared, Session } from '../../model/ports.ts';
import { textBehind } from '../session/host-reply.ts';
import type { Shell } from '../wire/shell.ts';
import { askVerdict } from './record-question.ts';

/** The part of a session that removes records of old runs. */
export function clearingOn(shell: Shell): Pick<Session, 'clear'> {
  return {
    async clear(olderThanMs, how, signal): Promise<Cleared> {
      const seconds = String(Math.ceil(olderThanMs / 1000));
      const question = {
        what: 'removing records',
        words: ['rr_gc', seconds, how, shell.clock.wall()],
        // Each file is written over and synced.
        totalMs: shell.limits.undoMs,
      };
      const reply = await askVerdict(shell, question, 'gc', signal);
      const text = textBehind(reply, 'cleared', 'it did not tell which records it has removed');
      const words = (first: string): readonly (readonly [string, string])[] =>
        [...text.matchAll(new RegExp(`^${first} (\\S+) ?(.*)$`, 'gm'))].map(([, run = '', why = '']) => [
          run,
          why,
        ]);
      const others = words('other').map(([user, place]) => ({ user, place }));
      return {
        gone: words('gone').map(([run]) => run),
        kept: words('kept').map(([run, why]) => ({ run, why })),
        ...(others.length === 0 ? {} : { others }),
      };
    },
  };
}
