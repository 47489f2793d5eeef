import { strategyOf } from '../../model/playbook/playbook.ts';
import { booleanOf } from '../../python/values/boolean-word.ts';

/** What counts as if every play said it that does not say otherwise, by keyword. */
export type PlayWords = Readonly<Record<string, string | readonly string[]>>;

interface PlayWord {
  readonly keyword: string;
  /** What a play would say; undefined: nothing, it is as usual, or `judged` refuses it. */
  readonly said: (value: string) => string | readonly string[] | undefined;
}

const flag = (keyword: string): PlayWord => ({
  keyword,
  said: (value) => (booleanOf(value) === true ? 'true' : undefined),
});
const number = (keyword: string): PlayWord => ({
  keyword,
  said: (value) => (/^\s*\d*[1-9]\d*\s*$/.test(value) ? value.trim() : undefined),
});
const oneOf = (keyword: string, words: Readonly<Record<string, string>>): PlayWord => ({
  keyword,
  said: (value) => (Object.hasOwn(words, value) ? words[value] : undefined),
});

function unusual(strategy: string): string | undefined {
  const name = strategyOf(strategy);
  return name === 'linear' ? undefined : name;
}

/** By section and key. */
export const playWords: ReadonlyMap<string, PlayWord> = new Map([
  ['defaults.any_errors_fatal', flag('any_errors_fatal')],
  ['defaults.force_handlers', flag('force_handlers')],
  ['defaults.no_log', flag('no_log')],
  ['defaults.gathering', oneOf('gather_facts', { explicit: 'false' })],
  [
    'defaults.gather_subset',
    {
      keyword: 'gather_subset',
      said: (value) => (value === '' ? undefined : value.split(',').map((one) => one.trim())),
    },
  ],
  ['defaults.gather_timeout', number('gather_timeout')],
  ['defaults.fact_path', { keyword: 'fact_path', said: (value) => value || undefined }],
  ['defaults.remote_port', number('port')],
  ['defaults.strategy', { keyword: 'strategy', said: unusual }],
  ['defaults.task_timeout', number('timeout')],
  ['defaults.transport', oneOf('connection', { local: 'local' })],
]);
