import type { HostKeyPolicy } from '../../model/playbook/address.ts';
import type { Position } from '../../model/values/position.ts';
import { splitWords } from '../../python/shlex.ts';
import { expandPath, type PathNames } from './names.ts';
import { refuse, type VariableReading } from './reading.ts';

/** What was said for an option, and where. */
export interface Given {
  readonly value: string;
  readonly at: Position;
}

/** Which keys are trusted as far as files say it. A new key is written to the first file of the user. */
export interface KnownHosts {
  /** The command line names the user's file: what a host's options say of it does not count. */
  readonly isNamed?: boolean;
  readonly mode: Exclude<HostKeyPolicy['mode'], 'pinned'>;
  readonly user: readonly string[];
  readonly global: readonly string[];
}

/** `otherwise` as far as the options say nothing. */
export function knownHostsFrom(
  { mode, user, global }: Readonly<Record<'mode' | 'user' | 'global', Given | undefined>>,
  otherwise: KnownHosts,
  names: PathNames,
  reading: VariableReading,
): KnownHosts {
  return {
    mode: mode === undefined ? otherwise.mode : modeFrom(mode, reading),
    user: user === undefined || otherwise.isNamed ? otherwise.user : userFilesFrom(user, names, reading),
    global: global === undefined ? otherwise.global : filesFrom(global, names, reading),
  };
}

function modeFrom({ value, at }: Given, reading: VariableReading): KnownHosts['mode'] {
  switch (value.toLowerCase()) {
    case 'accept-new':
      return 'accept-new';
    case 'yes':
    case 'true':
    // Nobody can be asked while hosts are worked on side by side.
    case 'ask':
      break;
    case 'no':
    case 'off':
    case 'false':
      refuseUnchecked(`StrictHostKeyChecking=${value}`, at, reading);
      break;
    default:
      refuse(reading, at, `\`StrictHostKeyChecking\` cannot be \`${value}\``, 'write `yes` or `accept-new`');
  }
  return 'strict';
}

/** Says that there is no way around the check. */
export function refuseUnchecked(said: string, at: Position, reading: VariableReading): void {
  const hint = 'write `-o StrictHostKeyChecking=accept-new` to trust a host when it is first seen';
  refuse(
    reading,
    at,
    `rulerun always checks host keys: \`${said}\` is not possible`,
    hint,
    'host-keys-unchecked',
  );
}

function userFilesFrom(given: Given, names: PathNames, reading: VariableReading): readonly string[] {
  const files = filesFrom(given, names, reading);
  if (files.length > 0 || reading.diagnostics.some(({ at }) => at === given.at)) return files;
  // Keys that are kept nowhere make every host a new one each time.
  refuseUnchecked(`KnownHostsFile=${given.value}`, given.at, reading);
  return [];
}

/** Without those that are named to say that there are none. */
function filesFrom({ value, at }: Given, names: PathNames, reading: VariableReading): readonly string[] {
  const split = splitWords(value);
  if (!split.ok) {
    refuse(reading, at, `the names of the known hosts files: ${split.why}`);
    return [];
  }
  const named = split.words.filter((path) => path !== '/dev/null' && path !== 'none');
  return named.flatMap((path) => pathFrom({ value: path, at }, names, reading) ?? []);
}

/** A path with its `~` and `%` filled in. */
export function pathFrom(
  { value, at }: Given,
  names: PathNames,
  reading: VariableReading,
): string | undefined {
  const path = expandPath(value, names);
  if (path === undefined) {
    const hint = '`~/`, `%d`, `%h`, `%n`, `%p`, `%r` and `%u` are filled in, nothing else';
    refuse(reading, at, `\`${value}\` is not a path that can be found`, hint);
  }
  return path;
}
