import { expect, test } from 'vitest';
import { explainedCodes } from '../../src/cli/doc/codes.ts';
import { rulerun } from '../cli/command.ts';

test('every code has a cause and a way out, in sentences', () => {
  const isSentence = (text: string): boolean =>
    /^(?:[\p{Lu}`<!-]|rulerun |cron |systemctl |iptables ).*[^.]\.$/u.test(text);
  const wrong = explainedCodes.filter(({ cause, wayOut }) => !isSentence(cause) || !isSentence(wayOut));
  expect(wrong).toEqual([]);
});

test('doc errors lists every code', async () => {
  const { exitCode, out } = await rulerun(['doc', 'errors']);
  expect(exitCode).toBe(0);
  for (const { code, cause, wayOut } of explainedCodes)
    expect(out).toContain(`  ${code}\n      ${cause}\n      ${wayOut}\n`);
});

test('doc explains one code, in each place that has it', async () => {
  expect(await rulerun(['doc', 'unclosed-quote'])).toMatchObject({
    exitCode: 0,
    out: [
      'Any YAML file:',
      '  unclosed-quote',
      '      A quote is never closed.',
      '      Close it where the text ends.',
      '',
      'Texts of firewall rules:',
      '  unclosed-quote',
      '      A double quote is never closed.',
      '      Close it, or write `\\"` for a quote that belongs to the text.',
      '',
    ].join('\n'),
  });
});

test('doc gives codes to other programs', async () => {
  const { out } = await rulerun(['doc', 'FW008', '--json']);
  expect(JSON.parse(out)).toEqual([
    {
      code: 'FW008',
      of: 'Findings of `rulerun firewall lint`',
      cause: expect.stringContaining('Nothing lets ssh in'),
      wayOut: 'Accept the port in INPUT before the REJECT or DROP.',
    },
  ]);
});

test('a code that is misspelt is guessed', async () => {
  expect(await rulerun(['doc', 'unknwon-keyword'])).toMatchObject({
    exitCode: 2,
    err: 'rulerun: there is no action and no code unknwon-keyword\n  hint: did you mean `unknown-keyword`?\n',
  });
});
