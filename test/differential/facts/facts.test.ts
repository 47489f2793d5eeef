import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/values/json.ts';
import { askAll } from '../../../src/probes/asking.test-kit.ts';
import { factDifferences } from '../../facts/compare.ts';
import { questionsOfSetup, type Recording, readRecordings, recordingsPath } from '../../facts/recorded.ts';
import { FACT_MACHINES, type FactMachine } from './machines.ts';

const inRoot = fileURLToPath(new URL('in-root.sh', import.meta.url));

/** `RULERUN_RECORD=1` keeps what is told from now on; without it, that which was kept must still be told. */
const isRecording = process.env['RULERUN_RECORD'] === '1';

describe.each(Object.entries(FACT_MACHINES))('%s', (kind, machines) => {
  if (isRecording) {
    test('are recorded', () => {
      const recorded = Object.fromEntries(machines.map((machine) => [machine.name, recordingOf(machine)]));
      const text = JSON.stringify({ ansible: ansibleVersion(), machines: recorded }, undefined, 1);
      writeFileSync(recordingsPath(kind), `${text}\n`);
    }, 3_600_000);
    return;
  }
  // A server was recorded with its processors, disks and addresses, which no other machine has.
  const elsewhere = kind === 'servers' ? [] : machines.filter((_, index) => index % 10 === 0);
  test.skipIf(elsewhere.length === 0).for(elsewhere.length === 0 ? machines : elsewhere)(
    '$name is told as it was recorded',
    (machine) => {
      const recorded = readRecordings(kind).machines[machine.name];
      expect(factDifferences(recorded?.ansible, ansibleFacts(machine))).toEqual([]);
    },
  );
});

function recordingOf(machine: FactMachine): Recording {
  const userland = {
    name: machine.name,
    shell: [inRoot, machine.root, '/bin/dash'] as const,
    path: process.env['PATH'] ?? '',
  };
  const questions = questionsOfSetup(machine.params);
  const told = askAll(userland, questions).map(({ stdout }) => Buffer.from(stdout).toString('utf8'));
  const answers = questions.map((words, index) => [words.join(' '), told[index] ?? ''] as const);
  return { params: machine.params, answers: Object.fromEntries(answers), ansible: ansibleFacts(machine) };
}

function ansibleFacts({ root, params }: FactMachine): JsonObject {
  const words = ['ansible', 'localhost', '-c', 'local', '-m', 'setup', '-a', JSON.stringify(params)];
  const said = execFileSync(inRoot, [root, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  });
  return (JSON.parse(said.slice(said.indexOf('{'))) as { ansible_facts: JsonObject }).ansible_facts;
}

function ansibleVersion(): string {
  return (
    /\[core (\S+)\]/.exec(execFileSync('ansible', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown'
  );
}
