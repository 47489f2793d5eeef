import type { Diagnostic } from '../model/diagnostic.ts';
import type { MapEntry } from '../model/values/tree.ts';
import { mistake } from './diagnostics/mistake.ts';
import type { Level } from './keywords.ts';
import { keyPlace } from './yaml/tree-place.ts';

/**
 * Ansible's words that mean nothing here yet, with what to do instead. Each is an error: what a playbook says is done or
 * refused, never passed over.
 */
const ofBoth: Readonly<Record<string, string>> = {
  confirm: 'it comes in a later version',
};

const ofPlays: Readonly<Record<string, string>> = {
  ...ofBoth,
  delegate_facts: 'set it on a task',
  delegate_to: 'set it on a task or a block',
  max_unavailable: 'use `serial` and `max_fail_percentage`',
};

const ofTasks: Readonly<Record<string, string>> = {
  ...ofBoth,
  max_unavailable: 'set `serial` on the play',
};

/** What only works in another place of a playbook. */
const elsewhere: Readonly<Record<Exclude<Level, 'play'>, Readonly<Record<string, string>>>> = {
  task: { listen: 'only handlers listen' },
  handler: {},
  block: { register: 'give it to the tasks in the block', listen: 'only handlers listen' },
  apply: {},
  role: {},
  import: Object.fromEntries(
    'any_errors_fatal become become_exe become_flags become_method become_user check_mode connection debugger diff environment ignore_errors ignore_unreachable module_defaults no_log port remote_user run_once throttle timeout'
      .split(' ')
      .map((name) => [name, 'Ansible passes it over here: give it to the plays of that playbook']),
  ),
  check: {
    ...Object.fromEntries(
      'changed_when failed_when ignore_errors impact irreversible listen notify undo'
        .split(' ')
        .map((name) => [name, 'a task of `preflight` or `verify` only looks: it passes or it does not']),
    ),
    ...Object.fromEntries(
      ['run_once', 'any_errors_fatal', 'throttle', 'ignore_unreachable'].map((name) => [
        name,
        'every host is checked by itself',
      ]),
    ),
  },
};

/** A key that Ansible knows and we do not; `undefined`: Ansible does not know it either. */
export function unsupportedWord(level: Level, entry: MapEntry): Diagnostic | undefined {
  const instead = insteadOf(level, entry.key);
  if (instead === undefined) return undefined;
  return mistake(keyPlace(entry), 'unsupported', `\`${entry.key}\` is not supported here`, instead);
}

/** What to do instead of a word that Ansible knows and we do not; `undefined`: Ansible does not know it either. */
export function insteadOf(level: Level, key: string): string | undefined {
  const word = key.replace(/^ansible\.(?:builtin|legacy)\./, '');
  if (level === 'play') return own(ofPlays, word);
  return own(elsewhere[level], word) ?? own(ofTasks, word);
}

function own(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
