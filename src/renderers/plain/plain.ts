import { taskKey } from '../../model/playbook/plan.ts';
import { onlyLooks, type RunCommand, type RunEvent } from '../../model/run/event.ts';
import { foldSummary } from '../../report/fold/summary.ts';
import { foldPreview } from '../../report/preview.ts';
import { broken } from '../page.ts';
import { noticeLines, previewLines } from '../preview.ts';
import { recapLines } from '../recap.ts';
import { hostWidthFor } from '../row.ts';
import type { View, Writers } from '../view.ts';
import { type LineOptions, linesOf, loopLines, nameIn } from './lines.ts';
import { foldLoops } from './loops.ts';

/** How much is told, and on what. */
export interface PlainOptions extends Pick<LineOptions, 'style' | 'columns' | 'verbosity' | 'diff'> {
  /** Which events get lines of their own; all when it is not given. The preview and the recap are always told. */
  readonly tells?: (event: RunEvent) => boolean;
}

const NOT_FOLDED = { ended: undefined, isInLoop: false };

/** One line an event, the same in a terminal and in a pipe. */
export function plainView(writers: Writers, options: PlainOptions): View {
  const preview = foldPreview();
  const summary = foldSummary();
  let command: RunCommand = 'apply';
  let hosts: readonly string[] = [];
  let lineOptions: LineOptions = { ...options, hostWidth: 0, opening: true };
  const loops = foldLoops(nameIn);
  // Who asks for more sees each item.
  const isFolding = options.verbosity === 0 && !options.diff && options.tells === undefined;
  // What was said in the preview for many hosts at once is not said again for each of them.
  const told = new Set<string>();

  function write(lines: readonly string[], where: (line: string) => void): void {
    for (const line of lines) where(line);
  }

  function tell(event: RunEvent): void {
    const { ended, isInLoop } = isFolding ? loops.add(event) : NOT_FOLDED;
    if (ended !== undefined) write(loopLines(ended, lineOptions), writers.narration);
    if (isInLoop) return;
    if (options.tells?.(event) ?? true) write(linesOf(event, lineOptions), writers.narration);
  }

  function start(event: RunEvent & { readonly type: 'run.started' }): void {
    command = event.command;
    hosts = event.hosts;
    lineOptions = { ...lineOptions, hostWidth: hostWidthFor(hosts), opening: command !== 'rollback' };
  }

  /** The tasks of an apply are told when they are done, not when they are foreseen. */
  function isForeseen({ type }: RunEvent): boolean {
    return (
      lineOptions.opening && command === 'apply' && (type === 'task.satisfied' || type === 'task.skipped')
    );
  }

  function untold(event: RunEvent): RunEvent {
    if (event.type !== 'task.satisfied') return event;
    const keys = messageKeys(event);
    return { ...event, messages: event.messages.filter((_, index) => !told.has(keys[index] ?? '')) };
  }

  function showPreview(): void {
    // What a preview found is the result of `plan` and `drift`; for the others it is narration.
    const where = onlyLooks(command) ? writers.result : writers.narration;
    write(previewLines(preview.preview(), options, options.verbosity > 0), where);
    lineOptions = { ...lineOptions, opening: false };
  }

  function showRecap(): void {
    if (lineOptions.opening) {
      const { notices } = preview.preview();
      write(noticeLines(notices, options, options.verbosity > 0), writers.narration);
    }
    const whole = summary.summary();
    if (whole === undefined) return;
    writers.narration('');
    write(recapLines(whole, options.style, options.columns), writers.result);
  }

  return {
    show(event) {
      if (event.type === 'run.started') start(event);
      summary.add(event);
      if (lineOptions.opening) {
        preview.add(event);
        for (const key of messageKeys(event)) told.add(key);
        if (!isForeseen(event)) tell(event);
      } else tell(untold(event));
      if (event.type === 'preview.finished') showPreview();
      if (event.type === 'run.finished') showRecap();
    },
    note(line) {
      write(broken(line, 0, options.columns), writers.narration);
    },
    close() {
      // Nothing was taken from the terminal.
    },
  };
}

function messageKeys(event: RunEvent): readonly string[] {
  if (event.type !== 'task.satisfied') return [];
  return event.messages.map(({ text }) => `${event.host} ${taskKey(event.task)} ${text}`);
}
