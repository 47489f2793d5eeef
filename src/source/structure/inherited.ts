import type { Computed, ComputedKeyword, Inherited } from '../../model/playbook/structure.ts';
import { OPEN } from '../../model/playbook/structure.ts';
import type { MapNode, ScalarNode } from '../../model/values/tree.ts';
import { asExpression } from '../playbook/expression-text.ts';
import type { Reading } from '../playbook/language.ts';
import {
  booleanIn,
  numberIn,
  scalarIn,
  scalarsIn,
  textIn,
  textsIn,
  type Values,
} from '../playbook/values.ts';
import { readVariables } from '../playbook/variables.ts';
import { entryOf, isNothing, isTemplate } from '../yaml/tree-place.ts';
import { moduleDefaultsIn } from './module-defaults.ts';

/** What a play, a block, an import, a role or a task says that holds for all tasks in it. */
export function inheritedOf(keywords: MapNode, values: Values, reading: Reading): Inherited {
  reading.notices.push(...scalarsIn(keywords, 'notify'));
  return {
    ...OPEN,
    when: expressionsIn(keywords, 'when'),
    tags: textsIn(values, 'tags'),
    vars: readVariables(entryOf(keywords, 'vars')?.value, reading),
    become: { become: booleanIn(values, 'become'), user: textIn(values, 'become_user') },
    ignoreErrors: booleanIn(values, 'ignore_errors'),
    noLog: booleanIn(values, 'no_log'),
    checkMode: booleanIn(values, 'check_mode'),
    showsDiff: booleanIn(values, 'diff'),
    timeoutMs: numberIn(values, 'timeout'),
    across: acrossIn(keywords, values),
    environment: environmentIn(keywords),
    moduleDefaults: moduleDefaultsIn(keywords, reading),
    computed: computedIn(keywords),
    notify: scalarsIn(keywords, 'notify').map(({ text }) => text),
  };
}

/** How tasks reach beyond their own host, as far as anything is said of it. */
function acrossIn(keywords: MapNode, values: Values): Inherited['across'] {
  const delegateTo = scalarIn(keywords, 'delegate_to');
  const connection = scalarIn(keywords, 'connection');
  const remoteUser = scalarIn(keywords, 'remote_user');
  const port = scalarIn(keywords, 'port');
  const delegateFacts = booleanIn(values, 'delegate_facts');
  const runOnce = booleanIn(values, 'run_once');
  const ignoreUnreachable = booleanIn(values, 'ignore_unreachable');
  const anyErrorsFatal = booleanIn(values, 'any_errors_fatal');
  const throttle = numberIn(values, 'throttle');
  return {
    ...(delegateTo === undefined ? {} : { delegateTo }),
    ...(connection === undefined ? {} : { connection }),
    ...(remoteUser === undefined ? {} : { remoteUser }),
    ...(port === undefined ? {} : { port }),
    ...(delegateFacts === undefined ? {} : { delegateFacts }),
    ...(runOnce === undefined ? {} : { runOnce }),
    ...(ignoreUnreachable === undefined ? {} : { ignoreUnreachable }),
    ...(anyErrorsFatal === undefined ? {} : { anyErrorsFatal }),
    ...(throttle === undefined ? {} : { throttle }),
  };
}

const computedKeywords: ReadonlySet<string> = new Set<ComputedKeyword>([
  'become',
  'become_user',
  'become_method',
  'ignore_errors',
  'throttle',
  'no_log',
  'timeout',
  'check_mode',
  'diff',
  'run_once',
  'ignore_unreachable',
  'any_errors_fatal',
  'delegate_facts',
  'async',
  'poll',
]);

function computedIn(keywords: MapNode): Computed {
  const found = keywords.entries.flatMap(({ key, value }) =>
    computedKeywords.has(key) && value.kind === 'scalar' && isTemplate(value.text)
      ? [[key, value] as const]
      : [],
  );
  return Object.fromEntries(found);
}

export function expressionsIn(keywords: MapNode, key: string): readonly ScalarNode[] {
  return scalarsIn(keywords, key).map(asExpression);
}

function environmentIn(keywords: MapNode): Inherited['environment'] {
  const value = entryOf(keywords, 'environment')?.value;
  if (value === undefined || isNothing(value)) return [];
  return value.kind === 'list' ? value.items : [value];
}
