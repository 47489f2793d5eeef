import { setMaxListeners } from 'node:events';
import type { Signals } from '../../model/ports.ts';

/** The person's wishes, as long as they are listened to. */
export type PersonSignals = Signals & Disposable;

/**
 * Turns Ctrl-C and SIGTERM into wishes: the first stops new work, the second leaves. A closed terminal (SIGHUP) and a
 * closed pipe change nothing: the run goes on without somebody to watch it.
 */
export function listenForSignals(tell: (line: string) => void): PersonSignals {
  const stop = new AbortController();
  const abandon = new AbortController();
  // Every host listens to them: Node would take more than ten for a leak and say so to the person.
  setMaxListeners(0, stop.signal, abandon.signal);
  const interrupt = (): void => {
    if (!stop.signal.aborted) {
      stop.abort();
      tell(
        'Interrupted: finishing what is running and rolling back what is unfinished. Ctrl-C again leaves at once.',
      );
    } else if (!abandon.signal.aborted) {
      abandon.abort();
      tell('Leaving at once; what is recorded stays recorded.');
    }
  };
  const ignore = (): void => undefined;
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', ignore);
  return {
    stop: stop.signal,
    abandon: abandon.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      process.off('SIGHUP', ignore);
    },
  };
}
