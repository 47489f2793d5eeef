import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AnsibleTold, type Job, PLACES } from './job.ts';
import { treeOf } from './tree.ts';

const RECORDS = '/mnt/records';

export function byAnsible({ options, callback }: Job): AnsibleTold {
  const words = ['-i', PLACES.inventory, ...optionWords(options), PLACES.playbook];
  const ran = spawnSync('ansible-playbook', words, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ANSIBLE_STDOUT_CALLBACK: 'records',
      ANSIBLE_CALLBACK_PLUGINS: callback,
      ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
      ANSIBLE_PIPELINING: '1',
      ANSIBLE_RETRY_FILES_ENABLED: '0',
      RULERUN_RECORDS: RECORDS,
    },
  });
  return {
    exitCode: ran.status ?? 255,
    output: `${ran.stdout}\n${ran.stderr}`,
    records: recordsIn(RECORDS),
    tree: treeOf(PLACES.host),
  };
}

function optionWords({ extraVars, tags, skipTags, limit, startAtTask }: Job['options']): readonly string[] {
  return [
    ...(extraVars === undefined ? [] : ['-e', JSON.stringify(extraVars)]),
    ...(tags === undefined ? [] : ['-t', tags.join(',')]),
    ...(skipTags === undefined ? [] : ['--skip-tags', skipTags.join(',')]),
    ...(limit === undefined ? [] : ['-l', limit]),
    ...(startAtTask === undefined ? [] : ['--start-at-task', startAtTask]),
  ];
}

/** Empty where Ansible refused the playbook before its plugin was made. */
function recordsIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
