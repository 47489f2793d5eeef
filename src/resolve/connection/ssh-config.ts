import type { SshConfig, SshConfigEntry, SshCriterion } from '../../model/ssh-config.ts';
import type { Position } from '../../model/values/position.ts';
import { matchesAnyOf } from '../../model/values/wildcards.ts';
import { expandHostname } from './names.ts';
import { refuse, type VariableReading } from './reading.ts';
import { isPassedOver, refusalOf } from './ssh-config-keywords.ts';
import { isKeyword, type SshKeyword, type SshOption } from './ssh-keywords.ts';

/** The host that a file is asked about. */
export interface SshConfigHost {
  /** As it was named to ssh. */
  readonly destination: string;
  /** What has been said already, and wins. */
  readonly given: readonly SshOption[];
  /** Who runs rulerun. */
  readonly loginUser: string;
}

/**
 * What the files say of the host, in their order: of each option the first counts, as everywhere. What would change how
 * the host is reached, or how safely, and is not supported, is refused with its place.
 */
export function optionsInConfigs(
  configs: readonly SshConfig[],
  asked: SshConfigHost,
  reading: VariableReading,
): readonly SshOption[] {
  const state: State = { asked, reading, found: [], refused: new Set(), ignored: [] };
  for (const { entries, diagnostics } of configs) {
    reading.diagnostics.push(...diagnostics);
    walk(entries, true, state);
  }
  return state.found;
}

interface State {
  readonly asked: SshConfigHost;
  readonly reading: VariableReading;
  readonly found: SshOption[];
  readonly refused: Set<string>;
  /** Patterns of options that `IgnoreUnknown` names. */
  readonly ignored: string[];
}

/** `isAsked`: whether the place that includes these entries counts for the host. */
function walk(entries: readonly SshConfigEntry[], isAsked: boolean, state: State): void {
  let counts = isAsked;
  for (const entry of entries) {
    switch (entry.kind) {
      case 'host':
        counts = isAsked && matchesAnyOf(entry.patterns, state.asked.destination);
        break;
      case 'match':
        counts = isAsked && matches(entry.criteria, entry.at, state);
        break;
      case 'included':
        walk(entry.entries, counts, state);
        break;
      case 'option':
        if (counts) take(entry.keyword, entry.value, entry.at, state);
        break;
    }
  }
}

function take(keyword: string, value: string, at: Position, state: State): void {
  const { found, refused, ignored, reading } = state;
  if (isKeyword(keyword)) {
    found.push({ keyword, value, at });
    return;
  }
  if (keyword === 'ignoreunknown') {
    ignored.push(...value.toLowerCase().split(','));
    return;
  }
  // Of each option the first value counts, also of one that is not supported.
  if (refused.has(keyword) || isPassedOver(keyword)) return;
  refused.add(keyword);
  const refusal = refusalOf(keyword, value);
  if (refusal === 'harmless' || (refusal === 'unknown' && matchesAnyOf(ignored, keyword))) return;
  const message = `the ssh option \`${keyword} ${value}\` is not supported`;
  const hint =
    refusal === 'unknown'
      ? 'take it out, or name it with `IgnoreUnknown` before it'
      : 'narrow it to other hosts with `Host`, or take this file out with `-F none` in ansible_ssh_common_args';
  refuse(reading, at, message, hint, 'unsupported-ssh-config');
}

/** All must be so. What cannot be told is refused, unless something else is not so anyway. */
function matches(criteria: readonly SshCriterion[], at: Position, state: State): boolean {
  const answers = criteria.map((criterion) => answerTo(criterion, state));
  if (answers.includes('no')) return false;
  const untold = criteria[answers.indexOf('cannot tell')];
  if (untold === undefined) return criteria.length > 0;
  const message = `\`Match ${untold.name}\` is not supported, and all else of that line fits \`${state.asked.destination}\``;
  const hint = 'use `Match host`, `originalhost`, `user`, `localuser` or `all`, or narrow it with `host`';
  refuse(state.reading, at, message, hint, 'unsupported-ssh-config');
  return false;
}

function answerTo({ name, value, isNegated }: SshCriterion, state: State): 'yes' | 'no' | 'cannot tell' {
  const subject = subjectOf(name, state);
  if (subject === undefined) return 'cannot tell';
  const isSo = typeof subject === 'boolean' ? subject : matchesAnyOf(value.split(','), subject);
  return isSo === isNegated ? 'no' : 'yes';
}

function subjectOf(name: string, { asked, found }: State): string | boolean | undefined {
  const first = (keyword: SshKeyword): string | undefined =>
    [...asked.given, ...found].find((option) => option.keyword === keyword)?.value;
  switch (name) {
    case 'all':
      return true;
    // A name is never made canonical here.
    case 'canonical':
      return false;
    case 'host':
      return expandHostname(first('hostname') ?? asked.destination, asked.destination).toLowerCase();
    case 'originalhost':
      return asked.destination.toLowerCase();
    case 'user':
      return first('user') ?? asked.loginUser;
    case 'localuser':
      return asked.loginUser;
    default:
      return undefined;
  }
}
