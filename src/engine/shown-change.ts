import type { Message } from '../model/action.ts';
import type { Change, Difference, ShownChange } from '../model/change.ts';
import type { Operation } from '../model/operation.ts';
import type { ScalarNode } from '../model/values/tree.ts';

/** The longest text of a file that is kept for a diff, in UTF-16 code units. Ansible's limit is of the same size. */
const DIFF_LIMIT = 104_448;

/** A change in words, without contents that only the host needs. */
export function showChange(change: Change): ShownChange {
  return {
    summary: change.summary,
    diff: change.diff.map(clipped),
    impact: change.impact,
    operations: change.apply.map(describeOperation),
    undo: shownUndo(change),
  };
}

/** What a task that did nothing on its host says when it counts as a change. Nothing needs to go back. */
export function sayOnly(changedWhen: readonly ScalarNode[], messages: readonly Message[]): ShownChange {
  const author = `changed_when: ${changedWhen.map(({ text }) => text).join(' and ')}`;
  const summary = changedWhen.length > 0 ? author : messages.map(({ text }) => text).join('; ');
  return { summary, diff: [], impact: [], operations: [], undo: { kind: 'nothing' } };
}

/** What a task that only looks (`check_mode`) would have done. Nothing needs to go back. */
export function showUndone({ summary, diff }: Change): ShownChange {
  return {
    ...{ summary: `not done (check_mode): ${summary}`, diff: diff.map(clipped) },
    ...{ impact: [], operations: [], undo: { kind: 'nothing' } },
  };
}

/** The operations that go back stay where they are. */
function shownUndo({ undo }: Change): ShownChange['undo'] {
  return undo.kind === 'possible' ? { kind: 'possible' } : undo;
}

function clipped(difference: Difference): Difference {
  if (difference.kind !== 'text') return difference;
  const { before, after } = difference;
  const size = (before?.length ?? 0) + (after?.length ?? 0);
  if (size <= DIFF_LIMIT) return difference;
  return {
    kind: 'state',
    subject: difference.subject,
    before: before === undefined ? 'absent' : `${before.length} characters`,
    after: after === undefined ? 'absent' : `${after.length} characters (too long to show)`,
  };
}

/** One line that says what an operation does, in the words of the shell where there are such words. */
export function describeOperation(operation: Operation): string {
  switch (operation.kind) {
    case 'run':
      return operation.argv.join(' ');
    case 'shell':
      return operation.script.trim().replace(/\n[\s\S]*$/, '');
    case 'write':
      return `write ${operation.path}`;
    case 'directory':
      return `make the folder ${operation.path}`;
    case 'attributes':
      return `set owner and mode of ${operation.path}`;
    case 'link':
      return `link ${operation.path} to ${operation.to}`;
    case 'touch':
      return `touch ${operation.path}`;
    case 'remove':
      return `remove ${operation.path}`;
    case 'restore':
      return `restore ${operation.path}`;
  }
}
