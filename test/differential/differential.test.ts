import { expect, test } from 'vitest';
import type { Case } from './case.ts';
import { files } from './cases/files.ts';
import { tasks } from './cases/tasks.ts';
import { differences, treeDifferences } from './compare.ts';
import { reason, runBoth } from './twins.ts';

const cases: readonly Case[] = [...tasks, ...files];

if (reason !== undefined) process.stderr.write(`skipped, beside Ansible: ${reason}\n`);

test.skipIf(reason !== undefined).for(cases.map((each) => [each.name, each] as const))(
  '%s',
  async ([, each]) => {
    const { ansible, rulerun, trees } = await runBoth(each);
    const found = [
      ...differences(ansible, rulerun),
      ...(each.hosts === 2 ? [] : treeDifferences(trees.ansible, trees.rulerun)),
    ];
    expect(found, `${ansible.output}\n${rulerun.output}`).toEqual(each.differs?.differences ?? []);
  },
);
