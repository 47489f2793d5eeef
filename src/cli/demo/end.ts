/** Whether the person, or the system, has had enough. Disposing of it stops listening. */
export interface End extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Listens beside the run that is going on, which takes Ctrl-C for itself: that one rolls back and ends, and the demo with
 * it. No signal ends the process before it has tidied up.
 */
export function listenForEnd(): End {
  const end = new AbortController();
  const abort = (): void => end.abort();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: end.signal,
    [Symbol.dispose]: () => {
      for (const name of names) process.off(name, abort);
    },
  };
}
