import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBytes } from '../../../python/regex/bytes.ts';
import { editLines, type LineWish } from './edit.ts';

const WISH: LineWish = {
  state: 'present',
  backrefs: false,
  firstmatch: false,
};

const edit = (wish: Partial<LineWish>, text: string) => editLines({ ...WISH, ...wish }, toBytes(text));

describe('present', () => {
  test.for<readonly [Partial<LineWish>, string, string]>([
    [{ line: 'b' }, 'a\n', 'a\nb\n'],
    [{ line: 'b' }, 'a', 'a\nb\n'],
    [{ line: 'b' }, '', 'b\n'],
    [{ line: 'a' }, 'a\n', 'a\n'],
    [{ line: 'a' }, 'a', 'a\n'],
    [{ line: 'a' }, 'a\r\n', 'a\n'],
    [{ line: 'x=2', regexp: '^x=' }, 'x=1\ny\nx=0\n', 'x=1\ny\nx=2\n'],
    [{ line: 'x=2', regexp: '^x=', firstmatch: true }, 'x=1\ny\nx=0\n', 'x=2\ny\nx=0\n'],
    [{ line: 'x=2', regexp: '^x=' }, 'y\n', 'y\nx=2\n'],
    [{ line: 'x=2', search_string: 'x=' }, 'a x=1\n', 'x=2\n'],
    [{ line: 'x=2', search_string: '.' }, 'ab\n', 'ab\nx=2\n'],
    [{ line: 'new', insertafter: '^a' }, 'a1\na2\nb\n', 'a1\na2\nnew\nb\n'],
    [{ line: 'new', insertafter: '^a', firstmatch: true }, 'a1\na2\nb\n', 'a1\nnew\na2\nb\n'],
    [{ line: 'new', insertafter: '^b' }, 'a\nb\n', 'a\nb\nnew\n'],
    [{ line: 'new', insertafter: '^q' }, 'a\n', 'a\nnew\n'],
    [{ line: 'new', insertafter: 'EOF' }, 'a\n', 'a\nnew\n'],
    [{ line: 'new', insertafter: 'BOF' }, 'a\n', 'new\na\n'],
    [{ line: 'new', insertbefore: 'BOF' }, 'a\n', 'new\na\n'],
    [{ line: 'new', insertbefore: '^b' }, 'a\nb\nb\n', 'a\nb\nnew\nb\n'],
    [{ line: 'new', insertbefore: '^b', firstmatch: true }, 'a\nb\nb\n', 'a\nnew\nb\nb\n'],
    [{ line: 'new', insertbefore: '^q' }, 'a\n', 'a\nnew\n'],
    [{ line: 'b', insertafter: '^a' }, 'b\na\n', 'b\na\n'],
    [{ line: 'x=2', regexp: '^x=', insertafter: '^a' }, 'a\nx=1\n', 'a\nx=2\n'],
    [{ line: '\\1=2', regexp: '^(\\w+)=', backrefs: true }, 'abc=1\n', 'abc=2\n'],
    [{ line: '\\1=2', regexp: '^(\\d+)=', backrefs: true }, 'abc=1\n', 'abc=1\n'],
    [{ line: '\\1', regexp: '^(\\w+)=' }, 'abc=1\n', '\\1\n'],
    [{ line: '\\g<k> ', regexp: '^(?P<k>\\w+)=.*', backrefs: true }, 'abc=1\n', 'abc \n'],
    // Ansible glues the new line to a last line without a line end; this does not.
    [{ line: 'new', insertafter: '^a' }, 'a', 'a\nnew\n'],
    [{ line: 'ü', regexp: '^ö' }, 'ö\n', 'ü\n'],
  ])('%j on %j: %j', ([wish, text, edited]) => {
    expect(edit(wish, text)).toMatchObject({ ok: true, text: toBytes(edited) });
    const again = editLines({ ...WISH, ...wish }, toBytes(edited));
    if (wish.backrefs !== true) expect(again).toEqual({ ok: true, text: toBytes(edited), what: '' });
  });
});

describe('absent', () => {
  test.for<readonly [Partial<LineWish>, string, string, string]>([
    [{ line: 'a' }, 'a\nb\na\n', 'b\n', '2 line(s) removed'],
    [{ line: 'a' }, 'ab\n', 'ab\n', ''],
    [{ regexp: '^a' }, 'ab\nb\n', 'b\n', '1 line(s) removed'],
    [{ search_string: 'b' }, 'ab\nc\n', 'c\n', '1 line(s) removed'],
    [{ line: 'a' }, '', '', ''],
  ])('%j on %j: %j', ([wish, text, edited, what]) => {
    expect(edit({ ...wish, state: 'absent' }, text)).toMatchObject({ ok: true, text: edited, what });
  });
});

test.for<readonly [Partial<LineWish>, string]>([
  [
    { line: 'x', regexp: '(' },
    'the expression in `regexp` cannot be used: the pattern has a `(` that is never closed',
  ],
  [
    { line: 'x', insertafter: '(?x)a' },
    'the expression in `insertafter` cannot be used: the pattern uses `(?x`, which is not supported',
  ],
  [
    { line: '\\2', regexp: '(a)', backrefs: true },
    '`line` refers to a group that `regexp` does not have, or holds an unknown `\\` escape',
  ],
])('%j is refused', ([wish, why]) => {
  expect(edit(wish, 'a\n')).toEqual({ ok: false, why });
});

// Ansible's own module, told to change nothing and asked for the text it would write.
const ORACLE = `
import json, os, sys, tempfile
from ansible.modules import lineinfile
class Done(Exception): pass
class Module:
    _diff = True
    check_mode = True
    params = {}
    def exit_json(self, **result): raise Done(result)
    def fail_json(self, **result): raise Done(result)
    def load_file_common_arguments(self, params): return {}
    def set_fs_attributes_if_different(self, args, changed, diff=None): return changed
out = []
for wish, text in json.load(sys.stdin):
    with tempfile.NamedTemporaryFile(delete=False) as f: f.write(text.encode('latin-1'))
    try:
        if wish['state'] == 'absent':
            lineinfile.absent(Module(), f.name, wish.get('regexp'), wish.get('search_string'), wish.get('line'), False)
        else:
            after, before = wish.get('insertafter'), wish.get('insertbefore')
            if after is None and before is None: after = 'EOF'
            lineinfile.present(Module(), f.name, wish.get('regexp'), wish.get('search_string'), wish['line'], after, before, False, False, wish['backrefs'], wish['firstmatch'])
    except Done as done:
        out.append(done.args[0]['diff'][0]['after'])
    except Exception as error:
        out.append(None)
    os.unlink(f.name)
json.dump(out, sys.stdout)
`;
const python = ['/usr/bin/python3', 'python3'].find(
  (each) => spawnSync(each, ['-c', 'from ansible.modules import lineinfile']).status === 0,
);

const pattern = fc.constantFrom('^a', 'b', '(a)(b)?', '^$', 'c$', '.', '^(.)=', 'q');
const wish = fc
  .record({
    state: fc.constantFrom('present', 'absent'),
    line: fc.constantFrom('a', 'ab', 'b=\\1', 'new', ''),
    find: fc.constantFrom('regexp', 'search_string', 'nothing'),
    pattern,
    insert: fc.constantFrom('insertafter', 'insertbefore', 'nothing'),
    neighbour: fc.oneof(pattern, fc.constantFrom('EOF', 'BOF')),
    backrefs: fc.boolean(),
    firstmatch: fc.boolean(),
  })
  .map(({ state, line, find, pattern, insert, neighbour, backrefs, firstmatch }) => ({
    ...WISH,
    state: state as 'present' | 'absent',
    line,
    [find]: pattern,
    [insert]: neighbour,
    backrefs: backrefs && find === 'regexp',
    firstmatch,
  }));
const text = fc
  .array(fc.constantFrom('a', 'ab', 'b', 'a=c', '', 'new', 'é'), { maxLength: 6 })
  .chain((lines) => fc.constantFrom(lines.join('\n'), `${lines.join('\n')}\n`, lines.join('\r\n')));

test.skipIf(python === undefined)('edits as Ansible does', () => {
  const cases = fc
    .sample(fc.tuple(wish, text), { numRuns: 5000, seed: 3 })
    .map(([each, lines]) => [each, toBytes(lines)] as const);
  const oracle = spawnSync(python ?? '', ['-c', ORACLE], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(oracle.stderr).toBe('');
  const expected = JSON.parse(oracle.stdout) as readonly (string | null)[];
  let edited = 0;
  for (const [index, [each, before]] of cases.entries()) {
    const result = editLines(each, before);
    const after = expected[index];
    // What it cannot do is an exception there. What it glues together stands apart here.
    if (!result.ok || after === null || after === undefined) continue;
    const theirs = toBytes(after);
    const glued =
      !before.endsWith('\n') && each.insertafter !== undefined && theirs.length === result.text.length - 1;
    if (!glued) expect([each, before, result.text]).toEqual([each, before, theirs]);
    if (result.what !== '') edited += 1;
  }
  expect(edited).toBeGreaterThan(2000);
});
