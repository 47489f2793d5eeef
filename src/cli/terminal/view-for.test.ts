import { expect, test } from 'vitest';
import { applyRun, eventsOf, TROUBLE } from '../../../test/renderers/scene.ts';
import type { RunEvent } from '../../model/run/event.ts';
import { redactor } from '../../model/values/redact.ts';
import type { Terminal } from './terminal.ts';
import { type Output, outputFor, viewFor } from './view-for.ts';

interface Written {
  readonly terminal: Terminal;
  readonly text: () => string;
}

function fake(facts: Partial<Terminal> = {}): Written {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  return {
    terminal: {
      out: write,
      err: write,
      isInteractive: false,
      outIsTerminal: false,
      errIsTerminal: false,
      environment: {},
      ask: async () => undefined,
      ...facts,
    },
    text: () => text,
  };
}

const terminal = { outIsTerminal: true, errIsTerminal: true, environment: { TERM: 'xterm' } };

test.for<readonly [what: string, facts: Partial<Terminal>, options: object, output: Output]>([
  ['a terminal', terminal, {}, 'live'],
  ['a pipe', {}, {}, 'plain'],
  ['a pipe for the results alone', { ...terminal, outIsTerminal: false }, {}, 'plain'],
  ['a terminal that cannot move its cursor', { ...terminal, environment: { TERM: 'dumb' } }, {}, 'plain'],
  ['the log of a build', { ...terminal, environment: { TERM: 'xterm', CI: 'true' } }, {}, 'plain'],
  ['a terminal and every line', terminal, { verbose: 1 }, 'plain'],
  ['a terminal and differences', terminal, { diff: true }, 'plain'],
  ['a terminal, but asked for plain', terminal, { output: 'plain' }, 'plain'],
  ['a build, but asked for live', { ...terminal, environment: { CI: 'true' } }, { output: 'live' }, 'live'],
  [
    'results in a pipe, but asked for live',
    { ...terminal, outIsTerminal: false },
    { output: 'live' },
    'live',
  ],
  ['a pipe, but asked for live', {}, { output: 'live' }, 'plain'],
  ['a pipe and JSON', {}, { output: 'jsonl' }, 'jsonl'],
  ['a terminal and only trouble', terminal, { output: 'quiet' }, 'quiet'],
])('%s: %j %j shows %s', ([, facts, options, output]) => {
  expect(outputFor({ verbose: 0, ...options }, fake(facts).terminal)).toBe(output);
});

const SECRETS = ['correct horse battery staple', 'first line\n\tsecond line', 'left"middle\\right\u001btail'];

function leaking(secret: string): readonly RunEvent[] {
  const failure = {
    kind: 'command',
    what: 'login',
    exitCode: 1,
    output: `sudo: ${secret}\nsorry, not ${secret}`,
  } as const;
  const result = { stdout: secret, [secret]: secret };
  const events = eventsOf(applyRun({ batches: [['node-1']] }));
  return [...events.slice(0, -1), { ...TROUBLE, host: 'node-1', failure, result }, ...events.slice(-1)];
}

const OUTPUTS: readonly Output[] = ['plain', 'jsonl', 'quiet', 'live'];

test.for(OUTPUTS.flatMap((output) => SECRETS.map((secret) => ({ output, secret }))))(
  '$output never writes the secret $secret, nor a line of it',
  ({ output, secret }) => {
    const { terminal: screen, text } = fake({ errIsTerminal: true, environment: { TERM: 'xterm' } });
    const view = viewFor({ verbose: 2, diff: true, output }, screen, redactor([secret]));
    for (const event of leaking(secret)) view.show(event);
    view.close();
    expect(text()).toContain('[secret]');
    for (const part of secret.split(/[^a-z ]+/)) expect(text()).not.toContain(part);
  },
);

test('an event without a secret is shown as it is', () => {
  const { terminal: pipe, text } = fake();
  const view = viewFor({ verbose: 0, output: 'jsonl' }, pipe, redactor(['correct horse battery staple']));
  view.show({ type: 'host.connected', host: 'node-1', elapsedMs: 3 });
  expect(text()).toBe('{"formatVersion":1,"type":"host.connected","host":"node-1","elapsedMs":3}\n');
});
