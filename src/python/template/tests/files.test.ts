import { expect, test } from 'vitest';
import type { FileLook, Lookups } from '../../../model/lookups.ts';
import { doorOver } from '../lookups/door.test-kit.ts';
import { parseExpression } from '../parse/parse.ts';
import { evaluate } from '../render/render.ts';
import { valueScope, withLookups } from '../scope.ts';

const folder = (device: number, inode: number): FileLook => ({ kind: 'folder', device, inode });

/** `/data` lies on a disk of its own; `/current` is a link to it, and `/lost` leads nowhere. */
const look: Lookups['look'] = (path, links) => {
  if (links === 'keep' && /^\/(current|lost)$/.test(path)) return { kind: 'link', device: 1, inode: 9 };
  const places: Readonly<Record<string, FileLook>> = {
    '/': folder(1, 1),
    '/..': folder(1, 1),
    '/data': folder(2, 1),
    '/data/..': folder(1, 1),
    '/current': folder(2, 1),
    '/current/..': folder(1, 1),
    '/data/in': folder(2, 5),
    '/data/in/..': folder(2, 1),
  };
  return places[path];
};

test.for([
  ["'/' is mount", true],
  ["'/data' is mount", true],
  ["'data' is mount", true],
  ["'/data/in' is mount", false],
  ["'/current' is mount", false],
  ["'/nope' is mount", false],
  ["'/current' is link", true],
  ["'/data' is link", false],
  ["'/lost' is link_exists", true],
  ["'/lost' is exists", false],
  ["'/current' is exists", true],
  ["'/current' is same_file('/data')", true],
  ["'/data' is same_file('/data/in')", false],
  ["'/data' is same_file('/')", false],
] as const)('%s is %j', ([text, expected]) => {
  const parsed = parseExpression(text);
  const scope = withLookups(valueScope({}), doorOver({}, { look }));
  expect(parsed.ok && evaluate(parsed.value, scope)).toEqual({ ok: true, value: expected });
});
