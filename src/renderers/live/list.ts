import { EOL } from 'node:os';
import {
  DefaultRenderer,
  figures,
  isUnicodeSupported,
  Listr,
  type ListrDefaultRendererTask,
  Spinner,
} from 'listr2';
import type { Style } from '../style.ts';
import type { Picture, Row } from './rows.ts';

/** Draws pictures as task lists. */
export interface LiveList {
  /** Whether this terminal has more than ASCII, as far as its name tells. */
  readonly unicode: boolean;
  /** A picture as lines, each with its icon; every call turns the spinner on by one. */
  draw(picture: Picture): readonly string[];
}

/** Rows that are drawn at a time; listr2 wants to know its tasks before it begins. */
const POOL = 24;

const NO_ROW: Row = { state: 'plain', lines: [''] };

/**
 * Puts listr2 to the use it is good for: it holds the list and decides how it looks. When it is drawn, and where to, is
 * ours: on its own it repaints everything for every event, which freezes the process from a few dozen tasks on. It gets
 * one task for each row, never one for each host; it takes no signal, and writes nothing.
 */
export function newLiveList(style: Style): LiveList {
  const spinner = new Spinner();
  const states = new Map<string, Row['state']>();
  let renderer: DefaultRenderer | undefined;

  class Drawer extends DefaultRenderer {
    static override readonly nonTTY = true;

    override async render(): Promise<void> {
      renderer = this;
    }

    override update(): void {
      // It is drawn when `draw` is called, not for every event.
    }

    override end(): void {
      // What is on the screen is not its business.
    }

    protected override style({ id }: ListrDefaultRendererTask): string {
      return icon(states.get(id) ?? 'plain', spinner.fetch(), style);
    }

    protected override format(message: string, mark: string, level: number): string[] {
      if (message === '') return [];
      // The lines fit already; a width that listr2 took from standard output may be another one.
      const indent = '  '.repeat(level);
      return message.split('\n').map((line, index) => `${indent}${index === 0 ? mark : ' '} ${line}`);
    }
  }

  const empty = { title: ' ', task: (): Promise<void> => new Promise(() => undefined) };
  const options = { exitOnError: false, concurrent: true } as const;
  let pool: Listr<object, typeof Drawer>['tasks'] = [];
  const list = new Listr<object, typeof Drawer>(
    {
      title: ' ',
      task: (_, task) => {
        const rows = task.newListr<object>(
          Array.from({ length: POOL }, () => empty),
          options,
        );
        pool = rows.tasks;
        return rows;
      },
    },
    { ...options, renderer: Drawer, registerSignalListeners: false },
  );
  void list.run();

  function drawPart({ heading, state, rows }: Picture): readonly string[] {
    const [play] = list.tasks;
    if (renderer === undefined || play === undefined) return [];
    play.title = heading;
    states.set(play.id, state);
    for (const [index, task] of pool.entries()) {
      const row = rows[index] ?? NO_ROW;
      task.title = row.lines.join('\n');
      states.set(task.id, row.state);
    }
    return renderer.create({ bottomBar: false, prompt: false }).split(EOL);
  }

  return {
    unicode: isUnicodeSupported(),
    draw(picture) {
      spinner.spin();
      const lines = [...drawPart(picture)];
      for (let from = POOL; from < picture.rows.length; from += POOL) {
        // The heading stands above the first part alone.
        lines.push(...drawPart({ ...picture, rows: picture.rows.slice(from) }).slice(1));
      }
      return lines;
    },
  };
}

function icon(state: Row['state'], turning: string, style: Style): string {
  switch (state) {
    case 'running':
      return style.changed(turning);
    case 'good':
      return style.good(figures.tick);
    case 'bad':
      return style.bad(figures.cross);
    case 'waiting':
      return style.dim(figures.squareSmallFilled);
    case 'plain':
      return ' ';
  }
}
