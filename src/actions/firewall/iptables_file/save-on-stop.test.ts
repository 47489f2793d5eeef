import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { withoutSaving } from './save-on-stop.ts';

const S = 'IPTABLES_SAVE_ON_STOP';

/** What the unit's script has in the variable when it has read the file. */
function heardIn(text: string): string {
  const { stdout } = spawnSync('sh', ['-c', `eval "$TEXT"\nprintf %s "$${S}"`], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TEXT: text, WISH: 'yes' },
  });
  return stdout;
}

test.for<readonly [string, string | undefined]>([
  ['', undefined],
  [`${S}="no"\n`, undefined],
  [`${S}=no`, undefined],
  [`# ${S}="yes"\n`, undefined],
  [`IP6TABLES_SAVE_ON_RESTART="yes"\n`, undefined],
  // The unit asks for this very word.
  [`${S}="YES"\n`, undefined],
  [`${S}="yes"\n${S}="no"\n`, undefined],
  [`${S}="yes"\n`, `${S}="no"\n`],
  [`${S}=yes`, `${S}="no"`],
  [`${S}='yes'   # as ever\nX=1\n`, `${S}="no"   # as ever\nX=1\n`],
  [`  export ${S}="yes"\n`, `  export ${S}="no"\n`],
  [`${S}="no"\n${S}="yes"\n`, `${S}="no"\n${S}="no"\n`],
  // What takes a shell to tell is overruled.
  [`${S}=$WISH\n`, `${S}=$WISH\n${S}="no"\n`],
  [`: \${${S}:=yes}`, `: \${${S}:=yes}\n${S}="no"\n`],
  [`${S}="y"es\n`, `${S}="y"es\n${S}="no"\n`],
  [`X=1 ${S}=yes\n`, `X=1 ${S}=yes\n${S}="no"\n`],
  [`${S}=$WISH\n${S}="no"\n`, undefined],
])('%j becomes %j', ([text, expected]) => {
  expect(withoutSaving(text, S)).toBe(expected);
  expect(heardIn(expected ?? text)).not.toBe('yes');
  if (expected === undefined) return;
  expect(heardIn(expected)).toBe('no');
  expect(withoutSaving(expected, S)).toBeUndefined();
});
