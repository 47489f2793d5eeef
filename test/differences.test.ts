import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cases } from './differential/cases/cases.ts';

/** The first words of a row of the README's table, a file of tests, and words of the test there that holds the row. */
const PINNED: readonly (readonly [row: string, file: string, words: string])[] = [
  ['`ansible_check_mode`', 'test/engine/preview.test.ts', "['ansible_check_mode', 0]"],
  [
    'a variable written',
    'src/source/playbook/play.test.ts',
    '`12:30` is text here and a number in base 60 in Ansible',
  ],
  ['text without quotes', 'src/model/params/params.test.ts', "[['string', 1.1, '1.10'], '1.10']"],
  [
    '`{{ … }}` alone that',
    'test/plan/plan.test.ts',
    'what Ansible before 2.19 makes text or another value of',
  ],
  ['`vars: {n:', 'test/plan/plan.test.ts', "'n == 6'"],
  ['conditions (', 'test/cli/stricter.test.ts', 'the condition gives a number, not true or false'],
  ['a text that `{{', 'src/python/template/condition.test.ts', 'would become a part of the expression'],
  ['`$NAME` and', 'test/cli/stricter.test.ts', 'command: echo $HOME'],
  ['`regexp` that', 'test/cli/stricter.test.ts', 'the pattern refers back with'],
  ['`copy` of a folder', 'test/cli/stricter.test.ts', 'there is no file missing on this machine'],
  ['a mapping or list', 'test/cli/stricter.test.ts', 'mode: u+x'],
  ['numbers beyond', 'test/cli/stricter.test.ts', '9007199254740993'],
  ['the variables', 'test/cli/stricter.test.ts', 'the variable `environment` of'],
  ['a host that is away', 'test/engine/unreachable.test.ts', 'a host that comes back while others'],
  ['`add_host` that gives', 'test/engine/growth.test.ts', 'a task gives b another address'],
  ['a host pattern', 'src/resolve/pattern/host-pattern.test.ts', 'no host or group matches `nope`'],
  [
    '`copy` with `follow`',
    'src/actions/files/copy/plan.test.ts',
    'is a symbolic link to no, and there is nothing',
  ],
  [
    '`file` with `follow: false`',
    'src/actions/files/file/plan.test.ts',
    'a link has no owner and mode of its own here',
  ],
  [
    'a unit that ends',
    'src/actions/services/systemd/told.test.ts',
    'a unit that ends at once after it was started',
  ],
  ['an inventory folder', 'src/source/inventory/sources.test.ts', 'files named .ini in a folder count'],
  [
    '`systemd: masked`',
    'src/actions/services/systemd/told.test.ts',
    'a missing unit is as wanted, and said to be missing',
  ],
  [
    'facts that Ansible learns',
    'src/actions/facts/setup/action.test.ts',
    'gather_subset takes `all`, or the names of groups of facts',
  ],
  ['tasks in a file', 'test/library/vault.test.ts', 'is in no event, result, plan or record'],
  [
    'a vault password that',
    'test/cli/vault.test.ts',
    'opens nothing that is encrypted with a password called',
  ],
  [
    '`module_defaults` of',
    'src/source/structure/module-defaults.test.ts',
    'there is no action `comand`: these defaults have no effect',
  ],
  [
    'a changed task that notifies',
    'test/engine/judgement.test.ts',
    '%s that notifies a handler which is not there fails and goes back',
  ],
  ['a fact whose name', 'src/resolve/check/check-mentions.test.ts', 'there is no fact'],
  [
    '`remote_user` and `port`',
    'test/plan/second-logins.test.ts',
    "['a:b', 'remote_user: bob', /second login/",
  ],
  [
    '`meta: refresh_inventory`',
    'test/engine/of-the-run.test.ts',
    'refresh_inventory leaves the run as it is',
  ],
  ['a task with `async`', 'test/engine/async.test.ts', 'what nobody waits for says that it was begun'],
  [
    'one machine',
    'test/engine/hold.test.ts',
    'one machine under two names is refused before anything changes',
  ],
];

const root = new URL('..', import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');

const [, table = ''] = /## Where rulerun differs from Ansible\n([\s\S]*?)\n## /.exec(read('README.md')) ?? [];
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.slice(2));
/** Several cases may show the same difference. */
const beside = [...new Set(cases.flatMap(({ differs }) => (differs === undefined ? [] : [differs.row])))];

test('every row of the table of differences is held by a test, and every such test has its row', () => {
  const pins = [...PINNED.map(([row]) => row), ...beside];
  expect(rows.filter((row) => pins.filter((pin) => row.startsWith(pin)).length !== 1)).toEqual([]);
  expect(pins.filter((pin) => !rows.some((row) => row.startsWith(pin)))).toEqual([]);
});

test.for(PINNED)('%s: it stands in %s', ([, file, words]) => {
  expect(read(file)).toContain(words);
});
