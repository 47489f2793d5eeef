import type { PlayOutline, RunEvent } from '../../model/run/event.ts';
import { addToOpening, newOpening, type OpeningProgress } from './opening.ts';
import { addToPlay, newPlay, type PlayProgress } from './play.ts';

/** A run as far as it has come. Times are in milliseconds on the clock of whoever adds the events. */
export interface Progress {
  /** `asking`: the preview is complete, and nothing has been begun. */
  phase: 'opening' | 'asking' | 'play' | 'rollback' | 'over';
  startedAt: number;
  hosts: number;
  /** As they were listed at the start. */
  outlines: readonly PlayOutline[];
  opening: OpeningProgress;
  play: PlayProgress | undefined;
  /** Hosts on which steps are being undone. */
  readonly rollingBack: Set<string>;
  /** Hosts whose outcome is known. */
  finished: number;
}

/** A progress that grows with the events of its run. What it returns is the same object each time, and always current. */
export interface ProgressFold {
  add(event: RunEvent, now: number): void;
  readonly progress: Readonly<Progress>;
}

export function foldProgress(): ProgressFold {
  const state: Progress = {
    phase: 'opening',
    startedAt: 0,
    hosts: 0,
    outlines: [],
    opening: newOpening([], []),
    play: undefined,
    rollingBack: new Set(),
    finished: 0,
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

function addToRun(event: RunEvent, now: number, state: Progress): void {
  switch (event.type) {
    case 'run.started':
      state.phase = event.command === 'rollback' ? 'rollback' : 'opening';
      state.startedAt = now;
      state.hosts = event.hosts.length;
      state.outlines = event.plays;
      state.opening = newOpening(event.hosts, event.plays);
      break;
    case 'hosts.joined':
      state.hosts += event.hosts.length;
      for (const host of event.hosts) state.opening.missing.add(host);
      break;
    case 'preview.finished':
      state.phase = 'asking';
      break;
    case 'play.started':
      state.phase = 'play';
      state.play = newPlay(event, now, outlineOf(event.play, state.outlines));
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

/** A play that has no hosts left is not listed, but has its number. */
function outlineOf(play: number, outlines: readonly PlayOutline[]): PlayOutline | undefined {
  return outlines.find(({ tasks }) => tasks.some(({ task }) => task.play === play)) ?? outlines[play - 1];
}
