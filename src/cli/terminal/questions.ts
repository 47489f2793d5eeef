import type { PromptQuestion } from '../../app/project/prompts.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Terminal } from './terminal.ts';

/** Asks what a playbook wants to be asked; undefined: nobody is there, or nobody answers any more. */
export async function askQuestion(
  { text, usual, hidden, confirm }: PromptQuestion,
  { isInteractive, ask, err }: Terminal,
): Promise<string | undefined> {
  if (!isInteractive) return undefined;
  const shown = usual === undefined ? '' : ` [${hidden ? 'as the playbook says' : safeLine(usual)}]`;
  for (;;) {
    const answer = await ask(`${safeLine(text)}${shown}: `, { hidden });
    if (!confirm || answer === undefined) return answer;
    if ((await ask(`once more, ${safeLine(text)}${shown}: `, { hidden })) === answer) return answer;
    err('The two are not the same.\n');
  }
}
