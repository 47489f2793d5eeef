import { expect, test } from 'vitest';
import { silentTerminal } from '../../../test/cli/command.ts';
import { hasUtf8, inItsLocale } from './locale.ts';

test.for([
  [{}, false],
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, false],
  [{ LANG: 'en_US.UTF-8', LC_CTYPE: 'C' }, false],
  [{ LANG: 'C', LC_CTYPE: 'de_DE.UTF-8' }, true],
  [{ LANG: 'C', LC_ALL: 'de_DE.UTF-8', LC_CTYPE: 'C' }, true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: '' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
] as const)('%j has UTF-8: %s', ([environment, has]) => {
  expect(hasUtf8(environment)).toBe(has);
});

/** What a terminal with this locale gets of a text that is written to all its streams. */
async function told(text: string, LC_ALL: string, outIsTerminal: boolean): Promise<readonly string[]> {
  const said: string[] = [];
  const say = (one: string): void => void said.push(one);
  const terminal = inItsLocale({
    ...silentTerminal(),
    outIsTerminal,
    environment: { LC_ALL },
    out: say,
    err: say,
    ask: async (question) => question,
  });
  terminal.out(text);
  terminal.err(text);
  return [...said, (await terminal.ask(text, { hidden: false })) ?? ''];
}

const DRAWN = '✔ █░ ⠙ “a’s” FILE… Zoë\n';
const IN_ASCII = `+ #- \\ "a's" FILE... Zoë\n`;

test('without UTF-8 nothing is drawn but in ASCII, and the words of others stay', async () => {
  expect(await told(DRAWN, 'C', true)).toEqual([IN_ASCII, IN_ASCII, IN_ASCII]);
});

test('a result that goes into a pipe is left alone', async () => {
  expect(await told(DRAWN, 'C', false)).toEqual([DRAWN, IN_ASCII, IN_ASCII]);
});

test('with UTF-8 all is as it is', async () => {
  expect(await told(DRAWN, 'C.UTF-8', true)).toEqual([DRAWN, DRAWN, DRAWN]);
});
