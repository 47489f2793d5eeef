import { isCheck } from '../../model/run/named-failure.ts';
import { markedName } from '../../model/run/told-name.ts';
import { inTreeOrder, type TaskNode } from '../../report/fold/task-tree.ts';
import { duration } from '../../text/duration.ts';
import { fitted, padded } from '../../text/width.ts';
import { counted } from '../../text/words.ts';
import { safeLine } from '../safe-text.ts';
import type { PlayProgress } from './play.ts';
import type { Progress } from './progress.ts';
import { aligned, type Canvas, counts, type Entry, type Picture, type Row, visible } from './rows.ts';
import type { Repetition, TaskProgress } from './task.ts';

/** From when on a host that is still at the same thing is named, in milliseconds. */
const SLOW_AFTER = 10_000;

/** The same for one that does it for many items, or tries again: where it is, is worth a word earlier. */
const TURNS_AFTER = 1_000;

/** The widest bar, in cells. */
const BAR = 30;

/** What there is to see of a run at the moment; undefined: nothing is going on. */
export function pictureOf(progress: Readonly<Progress>, now: number, canvas: Canvas): Picture | undefined {
  switch (progress.phase) {
    case 'opening':
      return {
        state: 'running',
        heading: heading('Before anything is changed', progress.startedAt, now, canvas),
        rows: visible(aligned(openingEntries(progress, now, canvas), canvas), canvas.lines),
      };
    case 'play':
      return progress.play === undefined ? undefined : playPicture(progress.play, progress, now, canvas);
    case 'rollback':
      return {
        state: 'running',
        heading: heading('Bring back what was changed', progress.startedAt, now, canvas),
        rows: [bar(progress.finished, progress.hosts, '', canvas), ...rollbackRows(progress, canvas)],
      };
    case 'asking':
    case 'over':
      return undefined;
  }
}

/** What is left to see of a play when it is over: every task and how the hosts came through it. */
export function remainsOf(play: PlayProgress, now: number, canvas: Canvas): Picture {
  const entries = taskEntries(play, now, canvas).filter(({ state }) => state !== 'waiting');
  return {
    state: entries.some(({ state }) => state === 'bad') ? 'bad' : 'good',
    heading: heading(
      `Play "${play.name}" on ${counted(play.hosts.size, 'host')}`,
      play.startedAt,
      now,
      canvas,
    ),
    rows: aligned(entries, canvas),
  };
}

function heading(title: string, since: number, now: number, { style, columns }: Canvas): string {
  const elapsed = duration(now - since);
  const width = columns - elapsed.length - 2;
  return `${style.bold(padded(fitted(safeLine(title), width), width))}  ${style.dim(elapsed)}`;
}

function openingEntries(progress: Progress, now: number, { style, columns }: Canvas): readonly Entry[] {
  const { opening, hosts, startedAt } = progress;
  const { reached, unreachable, missing, checks, foreseen, changes } = opening;
  const isLate = missing.size > 0 && now - startedAt > SLOW_AFTER;
  return [
    {
      state: stateOf(missing.size > 0, unreachable > 0, true),
      title: 'Reach every host',
      counts: [...counts(reached, 'reached', style.good), ...counts(unreachable, 'unreachable', style.bad)],
      below: isLate ? [style.dim(fitted(`not yet: ${someOf(missing)}`, columns - 2))] : [],
    },
    ...inTreeOrder(checks.roots()).map(({ node: { title, what } }): Entry => {
      const { ok } = what.counts;
      const refused = what.counts.failed + what.counts.unreachable;
      return {
        state: stateOf(ok > 0 && ok + refused < hosts, refused > 0, ok > 0),
        title: safeLine(title),
        counts: [...counts(ok, 'ok', style.good), ...counts(refused, 'refused', style.bad)],
        below: [],
      };
    }),
    {
      state: stateOf(foreseen.size > 0 && foreseen.size < hosts, false, foreseen.size > 0),
      title: 'See what would change',
      counts: [...counts(foreseen.size, 'seen'), ...counts(changes, 'to change', style.changed)],
      below: [],
    },
  ];
}

function playPicture(play: PlayProgress, progress: Progress, now: number, canvas: Canvas): Picture {
  const back = rollbackRows(progress, canvas);
  const batch = play.batches > 1 ? `, batch ${play.batch} of ${play.batches}` : '';
  const soak =
    play.soakUntil === undefined
      ? undefined
      : `, next batch in ${duration(Math.max(0, play.soakUntil - now))}`;
  const tasks = aligned(taskEntries(play, now, canvas), canvas);
  return {
    state: 'running',
    heading: heading(`Play "${play.name}"`, play.startedAt, now, canvas),
    rows: [
      bar(play.through.size, play.hosts.size, soak ?? batch, canvas),
      ...visible(tasks, canvas.lines - 1 - back.length),
      ...back,
    ],
  };
}

function bar(done: number, all: number, rest: string, { columns, unicode, style }: Canvas): Row {
  const words = `${done} of ${counted(all, 'host')}${rest}`;
  const width = Math.min(BAR, columns - 4 - words.length);
  if (width < 5) return { state: 'plain', lines: [fitted(words, columns - 2)] };
  const full = Math.floor((done / Math.max(all, 1)) * width);
  const [filled, empty] = unicode ? ['█', '░'] : ['#', '-'];
  const line = `${style.good(filled.repeat(full))}${style.dim(empty.repeat(width - full))}  ${words}`;
  return { state: 'plain', lines: [line] };
}

/** Handlers and rescues are seen when they are needed, what is included when a host comes to it. */
function taskEntries({ tasks }: PlayProgress, now: number, canvas: Canvas): readonly Entry[] {
  return inTreeOrder(tasks.roots()).flatMap(({ node, depth }) => {
    const entry = taskEntry(node, depth, now, canvas);
    const isRare = node.task.section === 'handlers' || node.task.arm === 'rescue';
    return entry.state === 'waiting' && isRare ? [] : [entry];
  });
}

function taskEntry(
  { task, title, what }: TaskNode<TaskProgress>,
  depth: number,
  now: number,
  canvas: Canvas,
): Entry {
  const { style } = canvas;
  const { running, came, counts: all } = what;
  return {
    state: stateOf(running.size > 0, all.failed + all.unreachable + all.undone > 0, came.size > 0),
    title: `${'  '.repeat(depth)}${safeLine(isCheck(task) ? title : markedName(task, title))}`,
    counts: [
      ...counts(all.changed, 'changed', style.changed),
      ...counts(all.ok, 'ok', style.good),
      ...counts(all.skipped, 'skipped', style.dim),
      ...counts(all.rescued, 'rescued', style.changed),
      ...counts(all.ignored, 'ignored', style.changed),
      ...counts(all.failed, 'failed', style.bad),
      ...counts(all.unreachable, 'unreachable', style.bad),
      ...counts(all.undone, 'undone', style.bad),
      ...counts(running.size, 'running'),
    ],
    below: slowest(what, now, canvas),
  };
}

/** The hosts that are at a task for the longest time, once that is worth a word, and where in it they are. */
function slowest(
  { running, turns }: TaskProgress,
  now: number,
  { columns, style }: Canvas,
): readonly string[] {
  const hosts: string[] = [];
  let isSlow = false;
  for (const [host, since] of running) {
    const turn = turns.get(host);
    if (hosts.length === 3 || now - since < (turn === undefined ? SLOW_AFTER : TURNS_AFTER)) break;
    isSlow ||= now - since >= SLOW_AFTER;
    const time = now - since < SLOW_AFTER ? '' : ` ${duration(now - since)}`;
    hosts.push(`${safeLine(host)}${time}${turn === undefined ? '' : turnWords(turn)}`);
  }
  if (hosts.length === 0) return [];
  return [style.dim(fitted(`${isSlow ? 'slowest: ' : ''}${hosts.join(', ')}`, columns - 2))];
}

function turnWords({ kind, number, of }: Repetition): string {
  return ` (${kind} ${Math.max(1, number)} of ${of})`;
}

function rollbackRows({ rollingBack }: Progress, { columns, style }: Canvas): readonly Row[] {
  if (rollingBack.size === 0) return [];
  const text = fitted(`rolling back ${someOf(rollingBack)}`, columns - 2);
  return [{ state: 'running', lines: [style.bad(text)] }];
}

/** The first hosts of a set that may be large, and how many more. */
function someOf(hosts: ReadonlySet<string>): string {
  const some: string[] = [];
  for (const host of hosts) {
    if (some.length === 3) break;
    some.push(host);
  }
  const more = hosts.size - some.length;
  return safeLine(`${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
}

function stateOf(isRunning: boolean, isBad: boolean, hasBegun: boolean): Row['state'] {
  if (isRunning) return 'running';
  if (isBad) return 'bad';
  return hasBegun ? 'good' : 'waiting';
}
