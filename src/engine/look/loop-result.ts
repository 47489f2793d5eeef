import { type JsonObject, jsonObject } from '../../model/values/json.ts';

/** What a loop without items registers. */
export const NO_ITEMS: JsonObject = jsonObject([
  ['changed', false],
  ['skipped', true],
  ['skipped_reason', 'No items in the list'],
  ['results', []],
]);

/** What `register` keeps of a loop, in Ansible's words. */
export function loopResult(results: readonly JsonObject[]): JsonObject {
  const hasFailed = results.some(({ failed }) => failed === true);
  const isSkipped = results.every(({ skipped }) => skipped === true);
  const done = isSkipped ? 'All items skipped' : 'All items completed';
  return jsonObject([
    ['results', results],
    ['changed', results.some(({ changed }) => changed === true)],
    ['skipped', isSkipped],
    ...(hasFailed ? ([['failed', true]] as const) : []),
    ['msg', hasFailed ? 'One or more items failed' : done],
  ]);
}
