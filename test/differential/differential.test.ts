import { afterAll, beforeAll, test } from 'vitest';
import type { Case } from './case.ts';
import { cases } from './cases/cases.ts';
import { differences } from './compare.ts';
import { previewMistakes, undoMistakes } from './promises.ts';
import { keepRecorded, readRecorded } from './recorded.ts';
import { ansibleRecords, rulerunRecords, type Told } from './records.ts';
import { buildDriver, byAnsible, byRulerun, type Driver, whyNoAnsible, whyNoTwins } from './twins.ts';

/** `RULERUN_RECORD=1` keeps what Ansible says from now on; `RULERUN_ASK=all` asks it for every case, and keeps nothing. */
const isRecording = process.env['RULERUN_RECORD'] === '1';
const asksAll = process.env['RULERUN_ASK'] === 'all';

if (whyNoTwins !== undefined) process.stderr.write(`skipped, beside Ansible: ${whyNoTwins}\n`);
else if (whyNoAnsible !== undefined) process.stderr.write(`beside recorded answers alone: ${whyNoAnsible}\n`);

let driver: Driver;
beforeAll(async () => {
  driver = await buildDriver();
});
afterAll(() => driver[Symbol.dispose]());

const rows = cases.map((each, index) => [each.name, each, index] as const);

test.skipIf(whyNoTwins !== undefined).concurrent.for(rows)('%s', async ([, each, index], { expect }) => {
  const [ansible, told] = await Promise.all([answerOf(each, index), byRulerun(driver, each)]);
  const rulerun = rulerunRecords(told.apply, told.trees.applied);
  const found = differences(ansible, rulerun);
  if (process.env['RULERUN_SAY'] === '1')
    process.stderr.write(`${JSON.stringify([ansible, told], undefined, 1)}\n`);
  expect.soft(found).toEqual(each.differs?.differences ?? []);
  expect.soft(previewMistakes(told)).toEqual([]);
  expect.soft(undoMistakes(told, each.stays ?? [])).toEqual([]);
});

/** What Ansible says of a case: as it was recorded, and asked anew for some of the cases. */
async function answerOf(each: Case, index: number): Promise<Told> {
  const recorded = readRecorded(each);
  const anew = isRecording ? recorded === undefined : asksAll || index % 10 === 0;
  if (!anew || whyNoAnsible !== undefined) {
    if (recorded === undefined)
      throw new Error('no answer of Ansible is recorded: RULERUN_RECORD=1 npm run test:differential');
    return recorded;
  }
  const told = ansibleRecords(await byAnsible(driver, each));
  if (isRecording) keepRecorded(each, told);
  return told;
}
