import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { precedence } from '../../src/model/playbook/precedence.ts';
import { rulerun, test } from '../cli/command.ts';

// Which of two layers wins, for every pair of the layers that there are: precedence-fixtures.py asked ansible-playbook.

interface Pair {
  readonly variable: string;
  readonly given: readonly string[];
  readonly winner: string;
}

const place = fileURLToPath(new URL('precedence', import.meta.url));
const pairs = JSON.parse(readFileSync(`${place}/expected.json`, 'utf8')) as readonly Pair[];

test('of any two layers the same wins as in Ansible, in a run', async ({ stateDir }) => {
  const words = ['apply', `${place}/play/p.yml`, '-i', `${place}/inv/hosts`, '-e', `@${place}/extra.json`];
  const { out, exitCode } = await rulerun([...words, '--yes', '--json', '--state-dir', stateDir], {});
  expect(exitCode).toBe(0);
  for (const { variable, winner } of pairs) expect(out, variable).toContain(`<${variable} is ${winner}>`);
});

test('the table says of any two layers what Ansible does', () => {
  for (const { given, winner } of pairs) {
    const ranks = given.map((layer) => (precedence as readonly string[]).indexOf(layer));
    expect(ranks).not.toContain(-1);
    expect(precedence[Math.max(...ranks)]).toBe(winner);
  }
  expect(new Set(precedence).size).toBe(precedence.length);
});
