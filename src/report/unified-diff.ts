import { structuredPatch } from 'diff';

/** Time after which a diff is given up and both texts are only named, in milliseconds. */
const GIVE_UP_MS = 500;

/**
 * A unified diff as lines without newlines, `---` and `+++` first; none when the texts are equal. Undefined text: there
 * is no such file, shown as `/dev/null`.
 */
export function unifiedDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
): readonly string[] {
  if (before === after) return [];
  const names = [
    before === undefined ? '/dev/null' : path,
    after === undefined ? '/dev/null' : path,
  ] as const;
  const head = [`--- ${names[0]}`, `+++ ${names[1]}`];
  const patch = structuredPatch(names[0], names[1], before ?? '', after ?? '', '', '', {
    context: 3,
    timeout: GIVE_UP_MS,
  });
  if (patch === undefined) return [...head, '(too different to show line by line)'];
  return [
    ...head,
    ...patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
      ...lines,
    ]),
  ];
}

/** Lines of a hunk as `start,count`; of no lines, the line that they would follow (POSIX, diff -u). */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}
