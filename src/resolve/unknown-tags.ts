import type { Diagnostic } from '../model/diagnostic.ts';
import { inOrder } from '../model/playbook/plan.ts';
import type { Playbook } from '../model/playbook/playbook.ts';
import { didYouMean } from '../text/edit-distance.ts';
import type { Selection } from './selection.ts';

/** What every playbook understands, whether a task has it or not. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['all', 'tagged', 'untagged', 'always', 'never']);

/** A tag that nobody has leaves every task out, or none: a slip that would look like a run with nothing to do. */
export function unknownTags(playbooks: readonly Playbook[], selection: Selection): readonly Diagnostic[] {
  const known = new Set(
    playbooks.flatMap(({ plays }) =>
      plays.flatMap((play) => [...play.tags, ...inOrder(play).flatMap(({ tags }) => tags)]),
    ),
  );
  return [
    ...unknownOf('--tags', selection.tags, known),
    ...unknownOf('--skip-tags', selection.skipTags, known),
  ];
}

function unknownOf(
  option: string,
  tags: readonly string[],
  known: ReadonlySet<string>,
): readonly Diagnostic[] {
  return tags
    .filter((tag) => !known.has(tag) && !ALWAYS_KNOWN.has(tag))
    .map((tag) => ({
      severity: 'error',
      code: 'unknown-tag',
      message: `no task and no play has the tag \`${tag}\``,
      at: { file: option, line: 1, column: 1 },
      length: tag.length,
      hint:
        didYouMean(tag, known) ??
        (known.size === 0 ? 'there are no tags in it' : `its tags are ${[...known].join(', ')}`),
    }));
}
