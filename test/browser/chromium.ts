import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A browser without a window, spoken to over a pipe: the protocol is JSON with a NUL after each message. */
export interface Browser extends AsyncDisposable {
  /** Opens a page in a tab of its own. `events`: everything the browser says of it from then on. */
  open(url: string): Promise<Tab>;
}

export interface Tab {
  readonly events: readonly Message[];
  send(method: string, params?: object): Promise<Message>;
  /** The value of an expression in the page. The page's own policy does not bind the one who debugs it. */
  value<T>(expression: string): Promise<T>;
  key(key: 'Tab' | 'Enter'): Promise<void>;
}

export interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine; undefined: there is none. */
export const chromium: string | undefined = NAMES.find((name) => spawnSync(name, ['--version']).status === 0);

export async function startBrowser(program: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'rulerun-browser-'));
  const child = spawn(
    program,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const talk = talkTo(child);
  return {
    open: async (url) => {
      const { targetId } = result(
        await talk.send({ method: 'Target.createTarget', params: { url: 'about:blank' } }),
      );
      const attach = { method: 'Target.attachToTarget', params: { targetId, flatten: true } };
      const { sessionId } = result(await talk.send(attach));
      const tab = tabOf(String(sessionId), talk);
      for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await tab.send(`${domain}.enable`);
      await tab.send('Page.navigate', { url });
      await talk.until(tab.events, ({ method }) => method === 'Page.loadEventFired');
      return tab;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await closed;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Talk {
  send(message: object): Promise<Message>;
  /** Where the messages of a session are kept from now on. */
  listen(sessionId: string, events: Message[]): void;
  until(events: readonly Message[], wanted: (message: Message) => boolean): Promise<void>;
}

function talkTo(child: ChildProcess): Talk {
  const to = child.stdio[3] as Writable;
  const from = child.stdio[4] as Readable;
  const answers = new Map<number, (message: Message) => void>();
  const sessions = new Map<string, Message[]>();
  const waiting = new Set<() => void>();
  let last = 0;
  let rest = '';

  function take(message: Message): void {
    if (message.id !== undefined) answers.get(message.id)?.(message);
    else sessions.get(message.sessionId ?? '')?.push(message);
    for (const look of waiting) look();
  }

  from.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message) as Message);
  });
  return {
    send: (message) => {
      last += 1;
      const id = last;
      to.write(`${JSON.stringify({ id, ...message })}\0`);
      return new Promise((resolve) => answers.set(id, resolve));
    },
    listen: (sessionId, events) => void sessions.set(sessionId, events),
    until: (events, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!events.some(wanted)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

function tabOf(sessionId: string, talk: Talk): Tab {
  const events: Message[] = [];
  talk.listen(sessionId, events);
  const send = (method: string, params: object = {}): Promise<Message> =>
    talk.send({ sessionId, method, params });
  return {
    events,
    send,
    value: async <T>(expression: string) => {
      const { result: found } = result(await send('Runtime.evaluate', { expression, returnByValue: true }));
      return (found as { readonly value: T }).value;
    },
    key: async (key) => {
      const code = key === 'Tab' ? 9 : 13;
      const common = {
        key,
        code: key,
        windowsVirtualKeyCode: code,
        ...(key === 'Enter' ? { text: '\r' } : {}),
      };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...common });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
    },
  };
}

function result(message: Message): Readonly<Record<string, unknown>> {
  if (message.result === undefined) throw new Error(message.error?.message ?? 'the browser did not answer');
  return message.result;
}
