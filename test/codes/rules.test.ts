import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ruleCodes } from '../../src/firewall/codes.ts';
import { LINT_RULES } from '../../src/firewall/lint/lint.ts';
import { readRules } from '../../src/firewall/text/read.ts';

const LONG = 'x'.repeat(40);

/** Lines of a table by the code that reading them gives. */
const LINES: Readonly<Record<string, string>> = {
  'attached-value': '-A U -jACCEPT --comment=x',
  'built-in-chain': '-X INPUT',
  'chain-declared-twice': '-N U',
  'chain-in-use': '-A U -j ACCEPT\n-X U',
  'chain-is-target': '-N REJECT',
  'chain-is-verdict': ':ACCEPT - [0:0]',
  'chain-too-long': `:${LONG} - [0:0]`,
  'empty-value': '-A U -i "" -j ACCEPT',
  'flush-of-all': '-A U -j ACCEPT\n-F',
  'ignored-text': ':V - [0:0] text',
  'interface-too-long': `-A U -i ${LONG} -j ACCEPT`,
  'line-too-long': `-A U -m comment --comment "${'x'.repeat(100_000)}"`,
  'malformed-counters': '[1:x] -A U -j ACCEPT',
  'misplaced-negation': '-A U ! -j ACCEPT',
  'missing-policy': ':V',
  'missing-value': '-A U -s',
  'no-such-rule': '-D U -j ACCEPT',
  'not-a-rule': 'rule',
  'not-in-rules': '-A U -n -j ACCEPT',
  'not-with-command': '-F U -s 192.0.2.1',
  'odd-chain-name': ':-V - [0:0]',
  'other-family': '-A U -4 -j ACCEPT',
  'policy-lost': ':INPUT DROP [0:0]\n-X',
  'policy-of-user-chain': ':V DROP [0:0]',
  'repeated-option': '-A U -s 192.0.2.1 -s 192.0.2.2',
  'replaced-rule': '-A U -j ACCEPT\n-R U 1 -j DROP',
  'rule-number': '-D U 7',
  'several-rules': '-A U -s 192.0.2.1,192.0.2.2\n-D U -s 192.0.2.1,192.0.2.2',
  'stray-word': '-A U word -j ACCEPT',
  'table-in-rule': '-A U -t nat',
  'target-too-long': `-A U -j ${LONG}`,
  'too-many-commands': Array.from({ length: 15_000 }, (_, index) => `-I U -m mark --mark ${index}`).join(
    '\n',
  ),
  'too-many-words': `-A U ${'-s 192.0.2.1 '.repeat(200)}`,
  'unclosed-quote': '-A U -m comment --comment "x',
  uncountable: '-A U -s 192.0.2.1,192.0.2.2\n-I U 2 -j ACCEPT',
  'undeclared-chain': '-A V -j ACCEPT',
  'unknown-option': '-A U -q',
  'unknown-policy': ':INPUT REJECT [0:0]',
  'unsupported-command': '-L',
  'word-too-long': `-A U -m comment --comment "${'x'.repeat(1_100)}"`,
  'wrong-direction': '-A OUTPUT -i eth0',
  'zero-byte': '-A U \0',
  'zero-of-chain': '-Z U',
};

/** Whole texts by the code that reading them gives. */
const TEXTS: Readonly<Record<string, string>> = {
  'byte-order-mark': '\uFEFF*filter\nCOMMIT\n',
  'carriage-return': '*filter\r\nCOMMIT\r\n',
  'drop-in-nat': '*nat\n:U - [0:0]\n-A U -j DROP\nCOMMIT\n',
  'missing-commit': '*filter\n',
  'missing-name': '*\nCOMMIT\n',
  'no-final-newline': '*filter\nCOMMIT',
  'outside-table': '-A INPUT -j ACCEPT\n',
  'table-too-long': `*${LONG}\nCOMMIT\n`,
  'text-too-long': 'x'.repeat(33 << 20),
  'too-many-lines': '\n'.repeat(260_000),
  'too-many-mistakes': `*filter\n${'x\n'.repeat(1_100)}COMMIT\n`,
  'unknown-table': '*other\nCOMMIT\n',
};

const rows = [
  ...Object.entries(LINES).map(
    ([code, lines]) => [code, `*filter\n:U - [0:0]\n:OUTPUT ACCEPT [0:0]\n${lines}\nCOMMIT\n`] as const,
  ),
  ...Object.entries(TEXTS),
];

test.for(rows)('a text of rules gives %s', ([code, text]) => {
  expect(readRules(text, 'rules').diagnostics.map((one) => one.code)).toContain(code);
});

test('every code of a text of rules is raised here', () => {
  expect(rows.map(([code]) => code).sort()).toEqual(Object.keys(ruleCodes).sort());
});

test.for(LINT_RULES.map(({ id }) => id))('lint is seen to find %s', (id) => {
  expect(readFileSync(new URL('../../src/firewall/lint/lint.test.ts', import.meta.url), 'utf8')).toContain(
    id,
  );
});
