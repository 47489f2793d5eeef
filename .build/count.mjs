// Says what failed, adds up what the suites reported, and prints the one line that counts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTheTree, slowest } from './slowest.mjs';

/** A log of many thousand lines is often kept only by its end, so what failed is told once more there. */
const LINES_OF_A_FAILURE = 20;

const [folder, ...failedSteps] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const results = [];
for (const name of readdirSync(folder)) {
  const result = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  results.push(result);
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests;
  total.skipped += result.numPendingTests;
  for (const file of result.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed) failures.push([file.name, test.fullName, test.failureMessages.join('\n')]);
    // A file that could not be read in, or whose hosts did not come up, has no test of its own to name.
    if (failed.length === 0 && file.status === 'failed')
      failures.push([file.name, 'the whole file', file.message || 'before its first test: see what its step said']);
  }
}
console.log(`\nThe slowest files:\n${slowest(results).join('\n')}`);
for (const [file, test, message] of failures) {
  const lines = message.split('\n').slice(0, LINES_OF_A_FAILURE);
  console.log(`\nFAILED ${inTheTree(file)}: ${test}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
for (const step of failedSteps) console.log(`\nFAILED step: ${step}`);
// A suite that could not start has no test to count, and is not good either.
if (failedSteps.length > 0 && total.failed === 0) total.failed = 1;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
