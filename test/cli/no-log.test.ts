import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { everythingBelow } from './everything-below.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const CANARY = 'canary-7f3a91';
/** A part of a path: in no view, though the journal names what is compared after going back. */
const PLACE = 'canary-place-51';

/** Each way in which a task that says `no_log` could tell what it must not; `{{ canary }}` is the secret. */
const ways = [
  ['the text of a failing shell', 'shell: echo {{ canary }}; echo {{ canary }} >&2; exit 3'],
  ['the words of a failing command', 'command: ls /{{ canary }}'],
  ['a message', 'debug: {msg: "it is {{ canary }}"}'],
  ['a value', 'debug: {var: canary}'],
  ['a failed assertion', 'assert: {that: [canary == "no"], fail_msg: "{{ canary }}"}'],
  ['a failure', 'fail: {msg: "{{ canary }}"}'],
  ['a failure that is let pass', 'fail: {msg: "{{ canary }}"}', 'failed_when: false'],
  ['an impact', 'copy: {content: x, dest: /root/x}', 'impact: "resets {{ canary }}"'],
  ['the content of a file', 'copy: {content: "{{ canary }}", dest: /root/x}'],
  ['a line', 'lineinfile: {path: /etc/hosts, line: "# {{ canary }}"}'],
  ['a line that is there', 'file_text: {path: /etc/hosts, must_not_match: "{{ canary }}"}'],
  ['a name', 'file: {path: "/root/{{ place }}", state: touch}'],
  ['a refusal', 'copy: {content: x, dest: "/root/{{ place }}/x"}'],
  ['a file that is not there', 'copy: {src: "/{{ place }}", dest: /root/x}'],
  ['a value that cannot be used', 'copy: {content: x, dest: /root/x, mode: "{{ canary }}"}'],
  ['an expression that fails', 'debug: {msg: "{{ canary.nothing }}"}'],
  ['a wait in vain', 'wait_for: {path: "/{{ place }}", timeout: 1}'],
  ['an undo that fails', 'shell: touch /root/y', 'undo: "echo {{ canary }} >&2; exit 1"'],
] as const;

const playbook = `- hosts: node1
  become: true
  gather_facts: false
  tasks:
${ways
  .map(([name, task, more]) =>
    [
      `    - name: ${name}`,
      'no_log: true',
      'ignore_errors: true',
      task,
      ...(more === undefined ? [] : [more]),
    ].join('\n      '),
  )
  .join('\n')}
    - name: go back
      fail: {msg: on purpose}
`;

describe.skipIf(sandboxReason !== undefined)('what a task must not log', () => {
  test('is on no terminal, in no journal, plan or report', async ({ folder, stateDir }) => {
    const path = join(folder, 'quiet.yml');
    await writeFile(path, playbook);
    for (const name of ['plan-report', 'report']) await mkdir(join(folder, name));
    const run = async (...argv: string[]): Promise<string> =>
      (await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } })).all;
    const common = [
      path,
      '-i',
      await sandboxInventory(folder),
      '-e',
      `canary=${CANARY}`,
      '-e',
      `place=${PLACE}`,
    ];
    const kept = join(folder, 'kept.plan');
    const said = [
      await run('plan', ...common, '--diff', '-v', '--out', kept, '--report', join(folder, 'plan-report')),
      await run('apply', ...common, '--yes', '--diff', '-v', '--report', join(folder, 'report')),
      await run('status'),
      await run('report', 'last', '--json', '-'),
      await run('drift', ...common, '--output', 'jsonl'),
    ];
    for (const [way] of ways) expect(said[1]).toContain(way);
    expect(said[1]).toContain('rollback-failed');
    expect(said.filter((text) => text.includes(CANARY) || text.includes(PLACE))).toEqual([]);
    for (const place of [kept, join(folder, 'plan-report'), join(folder, 'report')])
      expect(await everythingBelow(place), place).not.toContain(PLACE);
    for (const place of [kept, join(folder, 'plan-report'), join(folder, 'report'), join(stateDir, 'runs')])
      expect(await everythingBelow(place), place).not.toContain(CANARY);
  });
});
