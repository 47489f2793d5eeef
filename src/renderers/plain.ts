import type { RunEvent } from '../model/event.ts';
import { taskKey } from '../model/plan.ts';
import { foldPreview } from '../report/preview.ts';
import { foldSummary } from '../report/summary.ts';
import { hostWidthFor, type LineOptions, linesOf } from './plain-lines.ts';
import { noticeLines, previewLines } from './preview.ts';
import { recapLines } from './recap.ts';
import type { View, Writers } from './view.ts';

/** One line an event, the same in a terminal and in a pipe. */
export function plainView(writers: Writers, options: LineOptions): View {
  const preview = foldPreview();
  const summary = foldSummary();
  let command: 'apply' | 'plan' | 'rollback' = 'apply';
  let setting = { hostWidth: 0, opening: true };

  // What was said in the preview for many hosts at once is not said again for each of them.
  const told = new Set<string>();

  function write(lines: readonly string[], where: (line: string) => void): void {
    for (const line of lines) where(line);
  }

  function untold(event: RunEvent): RunEvent {
    if (event.type !== 'task.satisfied') return event;
    const keys = messageKeys(event);
    return { ...event, messages: event.messages.filter((_, index) => !told.has(keys[index] ?? '')) };
  }

  function showFold(event: RunEvent): void {
    // What a preview found is the result of `plan`; for the others it is narration.
    if (event.type === 'preview.finished') {
      const where = command === 'plan' ? writers.result : writers.narration;
      write(previewLines(preview.preview(), options, options.verbosity > 0), where);
      setting = { ...setting, opening: false };
    }
    if (event.type === 'run.finished') {
      if (setting.opening) write(noticeLines(preview.preview().notices, options), writers.narration);
      const whole = summary.summary();
      if (whole === undefined) return;
      writers.narration('');
      write(recapLines(whole, options.style, options.columns), writers.result);
    }
  }

  return {
    show(event) {
      if (event.type === 'run.started') {
        ({ command } = event);
        setting = { hostWidth: hostWidthFor(event.hosts), opening: command !== 'rollback' };
      }
      if (setting.opening) preview.add(event);
      summary.add(event);
      // The tasks of an apply are told when they are done, not when they are foreseen.
      const foreseen = setting.opening && command === 'apply' && (event.type === 'task.satisfied' || event.type === 'task.skipped');
      if (!foreseen) write(linesOf(untold(event), setting, options), writers.narration);
      if (setting.opening) for (const key of messageKeys(event)) told.add(key);
      showFold(event);
    },
    note(line) {
      writers.narration(line);
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
