import { expect, test } from 'vitest';
import { doorOver } from '../lookups/door.test-kit.ts';
import { valueScope, withLookups } from '../scope.ts';
import { runLookup } from './run-lookup.ts';

const door = doorOver({ '/play/files/a.conf': 'A\n', '/play/templates/a.conf': 'T\n' });
const scope = withLookups(valueScope({ playbook_dir: '/play', x: 1 }), door);

test.for([
  [{ name: 'items', terms: [1, [2, 3]] }, [1, 2, 3]],
  [{ name: 'dict', terms: { a: 1 } }, [{ key: 'a', value: 1 }]],
  [{ name: 'sequence', terms: 'count=2' }, ['1', '2']],
  [{ name: 'fileglob', terms: ['*.conf'] }, ['/play/files/a.conf']],
  [{ name: 'file', terms: 'a.conf', subfolder: 'templates' }, ['T']],
  [{ name: 'file', terms: 'a.conf', options: { rstrip: false } }, ['A\n']],
  [{ name: 'community.general.flattened', terms: [[1, [2]], 3] }, [1, 2, 3]],
  [{ name: 'vars', terms: ['x'] }, [1]],
] as const)('%j gives a round for each', ([use, rounds]) => {
  expect(runLookup(use, scope)).toEqual({ ok: true, value: rounds });
});

test.for([
  [{ name: 'item', terms: [] }, 'there is no lookup `item`'],
  [{ name: 'file', terms: ['none'] }, 'there is no file none on this machine'],
  [{ name: 'items', terms: [], options: { a: 1 } }, 'items has no option `a`'],
] as const)('%j is told to be wrong', ([use, message]) => {
  expect(runLookup(use, scope)).toMatchObject({ ok: false, error: { message } });
});
