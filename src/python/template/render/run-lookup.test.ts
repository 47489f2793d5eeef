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
  [{ name: 'sequence', terms: [], options: { start: 1, end: 3, format: 'n%d' } }, ['n1', 'n2', 'n3']],
  [{ name: 'community.general.flattened', terms: [['a', 'None', 'b'], 'c'] }, ['a', 'c']],
  [
    { name: 'first_found', terms: ['a.conf'], options: { paths: ['files', 'nowhere'] } },
    ['/play/files/a.conf'],
  ],
] as const)('%j gives a round for each', ([use, rounds]) => {
  expect(runLookup(use, scope)).toEqual({ ok: true, value: rounds });
});

test.for([
  [{ name: 'item', terms: [] }, 'there is no lookup `item`'],
  [{ name: 'sequence', terms: [] }, '`count` or `end` is needed'],
  [{ name: 'first_found', terms: [{}] }, 'expected the name of a file, found a mapping'],
  [{ name: 'first_found', terms: ['no.conf'] }, 'none of these files is on this machine: no.conf'],
  [{ name: 'file', terms: ['none'] }, 'there is no file none on this machine'],
  [{ name: 'items', terms: [], options: { a: 1 } }, 'items has no option `a`'],
] as const)('%j is told to be wrong', ([use, message]) => {
  expect(runLookup(use, scope)).toMatchObject({ ok: false, error: { message } });
});
