import { taskKey } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import { eventName } from '../../model/run/told-name.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Terminal } from './terminal.ts';

/** The terminal, with what is written while a question is open held back until it is answered: it would stand in the answer. */
export function holdingBack(terminal: Terminal): Terminal {
  let held: (() => void)[] | undefined;
  const write =
    (to: (text: string) => void) =>
    (text: string): void => {
      if (held === undefined) to(text);
      else held.push(() => to(text));
    };
  return {
    ...terminal,
    out: write(terminal.out),
    err: write(terminal.err),
    ask: async (...question) => {
      held = [];
      try {
        return await terminal.ask(...question);
      } finally {
        const writing = held;
        held = undefined;
        for (const one of writing) one();
      }
    },
  };
}

/**
 * Asks before each task that would change something, once for all hosts: yes, no, or yes to this and all that follow. No
 * answer is a no.
 */
export function stepper(terminal: Terminal, stop: AbortSignal): NonNullable<Ports['confirmTask']> {
  const answers = new Map<string, Promise<boolean>>();
  let asking: Promise<boolean> = Promise.resolve(true);
  let isGoingOn = false;

  async function ask(name: string): Promise<boolean> {
    if (isGoingOn || stop.aborted) return isGoingOn;
    const question = `Do "${safeLine(name)}"? (y)es, (N)o, (c)ontinue without asking: `;
    const answer =
      (await terminal.ask(question, { hidden: false, signal: stop }))?.trim().toLowerCase() ?? '';
    isGoingOn = answer === 'c' || answer === 'continue';
    return isGoingOn || answer === 'y' || answer === 'yes';
  }

  return (task, title) => {
    const known = answers.get(taskKey(task));
    if (known !== undefined) return known;
    // One question at a time, however many hosts come to different tasks.
    const { item: _, ...whole } = task;
    asking = asking.then(() => ask(eventName(whole, title)));
    answers.set(taskKey(task), asking);
    return asking;
  };
}
