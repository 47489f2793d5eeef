import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { rulerun, test } from '../cli/command.ts';

// What playbooks print: recorded-fixtures.py asked ansible-playbook.

interface Recorded {
  readonly exit: number;
  /** By host. */
  readonly printed: Readonly<Record<string, readonly string[]>>;
}

interface RunEvent {
  readonly type: string;
  readonly host?: string;
  readonly messages?: readonly { readonly text: string }[];
}

const place = fileURLToPath(new URL('recorded', import.meta.url));

test.for(readdirSync(place))('%s prints what it prints in Ansible', async (name, { stateDir }) => {
  const folder = `${place}/${name}`;
  const recorded = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Recorded;
  const words = ['apply', `${folder}/p.yml`, '-i', `${folder}/hosts`, '--yes', '--output', 'jsonl'];
  const { out, all, exitCode } = await rulerun([...words, '--state-dir', stateDir], {});
  expect(exitCode, all.slice(-3_000)).toBe(recorded.exit);
  const printed = new Map<string, string[]>();
  const lines = out.split('\n').filter((each) => each.startsWith('{'));
  // What comes before is the preview.
  const begun = lines.findIndex((line) => line.includes('"type":"task.started"'));
  for (const line of lines.slice(begun)) {
    const { type, host = '', messages = [] } = JSON.parse(line) as RunEvent;
    const texts = messages.map(({ text }) => text).filter((text) => text.startsWith('<'));
    if (type === 'task.satisfied' && texts.length > 0)
      printed.set(host, [...(printed.get(host) ?? []), ...texts]);
  }
  expect(Object.fromEntries(printed)).toEqual(recorded.printed);
});
