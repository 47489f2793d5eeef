import type { PlayOutline, RunCommand, RunEvent } from '../../model/run/event.ts';
import { addToOpening, type GrowingOpening, newOpening, type OpeningProgress } from './opening.ts';
import { addToPlay, type GrowingPlay, newPlay, type PlayProgress } from './play.ts';

/** A run as far as it has come. Times are in milliseconds on the clock of whoever adds the events. */
export interface Progress {
  readonly command: RunCommand;
  /** `asking`: the preview is complete, and nothing has been begun. */
  readonly phase: 'opening' | 'asking' | 'play' | 'rollback' | 'over';
  readonly startedAt: number;
  readonly hosts: number;
  readonly opening: OpeningProgress;
  readonly play: PlayProgress | undefined;
  /** Hosts on which steps are being undone. */
  readonly rollingBack: ReadonlySet<string>;
  /** Hosts whose outcome is known. */
  readonly finished: number;
}

/** A progress that grows with the events of its run. What it returns is the same object each time, and always current. */
export interface ProgressFold {
  add(event: RunEvent, now: number): void;
  readonly progress: Progress;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface State extends Mutable<Progress> {
  opening: GrowingOpening;
  play: GrowingPlay | undefined;
  readonly rollingBack: Set<string>;
  outlines: readonly PlayOutline[];
}

export function foldProgress(): ProgressFold {
  const state: State = {
    command: 'apply',
    phase: 'opening',
    startedAt: 0,
    hosts: 0,
    opening: newOpening([], []),
    play: undefined,
    rollingBack: new Set(),
    finished: 0,
    outlines: [],
  };
  return {
    progress: state,
    add(event, now) {
      addToRun(event, now, state);
      if (state.phase === 'opening') addToOpening(event, state.opening);
      else if (state.play !== undefined) addToPlay(event, now, state.play);
    },
  };
}

function addToRun(event: RunEvent, now: number, state: State): void {
  switch (event.type) {
    case 'run.started':
      state.command = event.command;
      state.phase = event.command === 'rollback' ? 'rollback' : 'opening';
      state.startedAt = now;
      state.hosts = event.hosts.length;
      state.outlines = event.plays;
      state.opening = newOpening(event.hosts, event.plays);
      break;
    case 'preview.finished':
      state.phase = 'asking';
      break;
    case 'play.started':
      state.phase = 'play';
      state.play = newPlay(event, now, state.outlines[event.play - 1]);
      break;
    case 'undo.started':
      state.rollingBack.add(event.host);
      break;
    case 'host.finished':
      state.rollingBack.delete(event.host);
      state.finished += 1;
      break;
    case 'run.finished':
      state.phase = 'over';
      break;
    default:
      break;
  }
}
