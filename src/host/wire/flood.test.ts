import { expect, test } from 'vitest';
import { failureOf, localHost, shown } from '../local-host.test-kit.ts';

const never = new AbortController().signal;

test('a host that says something for ever, and never answers, is left after the time for one answer', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { answerMs: 5_000 } });
  const dribble = { argv: ['sh', '-c', 'while printf .; do sleep 0.05; done'] } as const;
  expect(await failureOf(session.observe([dribble], never))).toEqual({
    kind: 'timeout',
    what: 'answering',
    limitMs: 5_000,
  });
});

test('a host that floods is left, and the reason says so', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { floodBytes: 1024 * 1024 } });
  const flood = { argv: ['cat', '/dev/zero'], keepBytes: 1024 } as const;
  expect(await failureOf(session.observe([flood], never))).toEqual({
    kind: 'protocol',
    why: expect.stringMatching(/^it has said \d+ bytes and has not come to the end of its answer$/),
  });
});

test('what is kept of an answer is no flood, whatever is asked for', async () => {
  await using host = localHost();
  const session = await host.open({ limits: { floodBytes: 1024 } });
  const long = { argv: ['sh', '-c', 'head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2'] } as const;
  const [answer] = await session.observe([{ ...long, keepBytes: 300_000 }], never);
  expect(answer && shown(answer)).toMatchObject({ exitCode: 0, droppedBytes: 0 });
});
