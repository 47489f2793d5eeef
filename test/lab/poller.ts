import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Polled {
  readonly asked: number;
  readonly failed: number;
}

/** Asks the published port of a host every 100 ms, each time over a new connection, until it is told to stop. */
export function poll(address: string, port = 8080): { readonly stop: () => Promise<Polled> } {
  const ending = new AbortController();
  const done = (async (): Promise<Polled> => {
    let asked = 0;
    let failed = 0;
    const open: Promise<void>[] = [];
    while (!ending.signal.aborted) {
      asked += 1;
      open.push(
        answers(address, port).then((isGood) => {
          if (!isGood) failed += 1;
        }),
      );
      await sleep(100);
    }
    await Promise.all(open);
    return { asked, failed };
  })();
  return {
    stop() {
      ending.abort();
      return done;
    },
  };
}

/** True when something says `ok` over HTTP within 2 s: a packet that was lost comes again after 1 s. */
export function answers(address: string, port = 8080): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect({ host: address, port, timeout: 2_000 }, () => {
      socket.end(`GET / HTTP/1.0\r\nHost: ${address}\r\n\r\n`);
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    socket.once('timeout', () => socket.destroy());
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(said.includes('ok')));
  });
}
