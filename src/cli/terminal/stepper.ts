import { taskKey } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks before each task that would change something, once for all hosts: yes, no, or yes to this and all that follow. No
 * answer is a no.
 */
export function stepper(terminal: Terminal, stop: AbortSignal): NonNullable<Ports['confirmTask']> {
  const answers = new Map<string, Promise<boolean>>();
  let asking: Promise<boolean> = Promise.resolve(true);
  let isGoingOn = false;

  async function ask(title: string): Promise<boolean> {
    if (isGoingOn) return true;
    const question = `Do "${safeLine(title)}"? (y)es, (N)o, (c)ontinue without asking: `;
    const answer =
      (await terminal.ask(question, { hidden: false, signal: stop }))?.trim().toLowerCase() ?? '';
    isGoingOn = answer === 'c' || answer === 'continue';
    return isGoingOn || answer === 'y' || answer === 'yes';
  }

  return (task, title) => {
    const known = answers.get(taskKey(task));
    if (known !== undefined) return known;
    // One question at a time, however many hosts come to different tasks.
    asking = asking.then(() => ask(title));
    answers.set(taskKey(task), asking);
    return asking;
  };
}
