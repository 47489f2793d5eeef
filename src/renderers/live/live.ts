import type { RunEvent } from '../../model/run/event.ts';
import { cutInAscii } from '../ascii.ts';
import { broken } from '../page.ts';
import { type PlainOptions, plainView } from '../plain/plain.ts';
import type { View, Writers } from '../view.ts';
import { type Frame, HIDE_CURSOR, NO_FRAME, repaint, SHOW_CURSOR } from './frame.ts';
import type { LiveList } from './list.ts';
import { pictureOf, remainsOf } from './picture.ts';
import { foldProgress } from './progress.ts';
import type { Canvas, Picture } from './rows.ts';

/** The terminal that a live view draws on, and time. */
export interface LiveTerminal {
  /** Writes to standard error as it is, control sequences included. */
  readonly draw: (text: string) => void;
  /** Its size now, in cells. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Whether its locale has more than ASCII. */
  readonly unicode: boolean;
  /** Milliseconds since an arbitrary start; never goes backwards. */
  readonly now: () => number;
  /** Calls `tick` again and again, that many milliseconds apart or more; the result stops it. Keeps no process alive. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** Calls `restore` when the process ends while the cursor is hidden; the result forgets it. */
  readonly atExit: (restore: () => void) => () => void;
}

export type LiveOptions = Pick<PlainOptions, 'style' | 'verbosity' | 'diff'>;

/** From one drawing to the next, in milliseconds. */
const TICK = 100;

/** No list is longer, however high the terminal. */
const MOST_LINES = 20;

/**
 * Draws plays and tasks with their counters, and keeps above them, for good, what went wrong. The preview and the recap
 * are the plain view's. It draws only while something is going on: a question is asked on a quiet terminal.
 */
export function liveView(writers: Writers, terminal: LiveTerminal, options: LiveOptions): View {
  const { progress, add } = foldProgress();
  let list: LiveList | undefined;
  let frame: Frame = NO_FRAME;
  let above: string[] = [];
  let afterPreview = false;
  let leaveTerminal: (() => void) | undefined;

  // Without the list, the lines that stay still tell everything that matters.
  import('./list.ts').then(
    ({ newLiveList }) => {
      list = newLiveList(options.style);
    },
    () => undefined,
  );

  const plain = plainView(
    {
      narration: (line) => keep([line]),
      result: (line) => {
        leave();
        writers.result(line);
      },
    },
    { ...options, columns: terminal.size().columns, tells: (event) => isTold(event, options) },
  );

  /** Keeps lines above the list for good, with an empty one after the preview. */
  function keep(lines: readonly string[]): void {
    if (afterPreview && lines[0] !== '') above.push('');
    afterPreview = false;
    above.push(...lines);
  }

  function canvas(): Canvas {
    const { columns, rows } = terminal.size();
    // The last column and the last row stay free: who writes there makes a terminal wrap or scroll.
    return {
      style: options.style,
      columns: columns - 3,
      lines: Math.max(3, Math.min(MOST_LINES, rows - 4)),
      unicode: terminal.unicode && (list?.unicode ?? false),
    };
  }

  function drawn(on: LiveList, picture: Picture): readonly string[] {
    const lines = on.draw(picture);
    return terminal.unicode ? lines : lines.map(cutInAscii);
  }

  function paint(): void {
    const picture = pictureOf(progress, terminal.now(), canvas());
    const next =
      picture === undefined || list === undefined ? NO_FRAME : { lines: ['', ...drawn(list, picture)] };
    terminal.draw(repaint(frame, above, next));
    frame = next;
    above = [];
  }

  function enter(): void {
    if (leaveTerminal !== undefined) return;
    terminal.draw(HIDE_CURSOR);
    const stopTicking = terminal.every(TICK, paint);
    const forget = terminal.atExit(() => terminal.draw(SHOW_CURSOR));
    leaveTerminal = () => {
      stopTicking();
      forget();
      terminal.draw(SHOW_CURSOR);
    };
  }

  /** Takes the list off the screen and writes what is to stay. */
  function leave(): void {
    if (leaveTerminal === undefined && above.length === 0) return;
    terminal.draw(repaint(frame, above, NO_FRAME));
    frame = NO_FRAME;
    above = [];
    leaveTerminal?.();
    leaveTerminal = undefined;
  }

  /** A play that is over stays to be read, without what moved. */
  function keepPlay(): void {
    if (progress.play === undefined || list === undefined) return;
    keep(['', ...drawn(list, remainsOf(progress.play, terminal.now(), canvas()))]);
  }

  return {
    show(event) {
      if (event.type === 'play.started' || event.type === 'run.finished') keepPlay();
      add(event, terminal.now());
      plain.show(event);
      afterPreview ||= event.type === 'preview.finished';
      if (progress.phase === 'asking' || progress.phase === 'over') leave();
      else enter();
    },
    note(line) {
      keep(broken(line, 0, terminal.size().columns));
      if (leaveTerminal === undefined) leave();
      else paint();
    },
    close: leave,
  };
}

/** What stays on the screen: what is wrong, and whatever was asked for. The rest is in the counters. */
function isTold(event: RunEvent, { verbosity, diff }: LiveOptions): boolean {
  if (verbosity > 0) return true;
  switch (event.type) {
    case 'play.started':
    case 'batch.started':
    case 'soak.started':
    case 'undo.started':
    case 'undo.done':
      return false;
    case 'task.changed':
      return diff;
    default:
      return true;
  }
}
