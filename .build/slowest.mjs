// Names the test files that take longest: node .build/slowest.mjs RESULT…, of what RULERUN_TEST_RESULT=RESULT wrote.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HOW_MANY = 20;

/** The name of a test file in the checkout, wherever the one lies that it ran in. */
export function inTheTree(path) {
  return path.replace(/^.*?\/(?=(?:src|test)\/)/, '');
}

/** Lines of seconds and a file, the longest first. Two files run side by side, so that the sum is more than the time it took. */
export function slowest(results, howMany = HOW_MANY) {
  return results
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ file: inTheTree(name), ms: endTime - startTime }))
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, howMany)
    .map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
  for (const line of slowest(results)) console.log(line);
}
