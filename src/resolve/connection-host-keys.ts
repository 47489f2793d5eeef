import type { HostKeyPolicy } from '../model/address.ts';
import type { Position } from '../model/position.ts';
import { expandPath, type PathNames } from './connection-names.ts';
import { type Reading, refuse } from './connection-reading.ts';
import { splitWords } from './connection-words.ts';

/** An option and where it was given. */
export interface Given {
  readonly value: string;
  readonly at: Position;
}

/** A policy by files; a pinned key is a matter of one host alone. */
export type FilePolicy = Exclude<HostKeyPolicy, { readonly mode: 'pinned' }>;

export interface HostKeyOptions {
  readonly strictHostKeyChecking: Given | undefined;
  readonly userKnownHostsFile: Given | undefined;
  readonly globalKnownHostsFile: Given | undefined;
}

/** What these options make of a policy. The files of the user come first: new keys go into the first of them. */
export function policyFrom(
  { strictHostKeyChecking, userKnownHostsFile, globalKnownHostsFile }: HostKeyOptions,
  otherwise: { readonly mode: FilePolicy['mode']; readonly user: readonly string[]; readonly global: readonly string[] },
  names: PathNames,
  reading: Reading,
): FilePolicy {
  const mode = strictHostKeyChecking === undefined ? otherwise.mode : modeFrom(strictHostKeyChecking, reading);
  const user = userKnownHostsFile === undefined ? otherwise.user : filesFrom(userKnownHostsFile, names, reading);
  const global =
    globalKnownHostsFile === undefined ? otherwise.global : filesFrom(globalKnownHostsFile, names, reading);
  return { mode, knownHostsFiles: [...user, ...global] };
}

function modeFrom({ value, at }: Given, reading: Reading): FilePolicy['mode'] {
  switch (value.toLowerCase()) {
    case 'yes':
    case 'true':
    // There is nobody to ask while hosts are worked on side by side.
    case 'ask':
      return 'strict';
    case 'accept-new':
      return 'accept-new';
    case 'no':
    case 'off':
    case 'false':
      refuseUnchecked(`StrictHostKeyChecking=${value}`, at, reading);
      return 'strict';
    default:
      refuse(reading, at, 'invalid-ssh-option', `\`StrictHostKeyChecking\` cannot be \`${value}\``, 'write `yes` or `accept-new`');
      return 'strict';
  }
}

/** Says that there is no way around the check. */
export function refuseUnchecked(said: string, at: Position, reading: Reading): void {
  const hint = 'write `StrictHostKeyChecking=accept-new` to trust a host when it is first seen';
  refuse(reading, at, 'host-keys-unchecked', `rulerun always checks host keys; \`${said}\` is not possible`, hint);
}

function filesFrom({ value, at }: Given, names: PathNames, reading: Reading): readonly string[] {
  const split = splitWords(value);
  if (!split.ok) {
    refuse(reading, at, 'invalid-ssh-option', `the list of known hosts files: ${split.message}`);
    return [];
  }
  return split.words.flatMap((path) => {
    const expanded = expandPath(path, names);
    if (expanded === undefined) {
      const hint = '`~/` and `%d`, `%h`, `%r`, `%u` are filled in, nothing else';
      refuse(reading, at, 'invalid-ssh-option', `the known hosts file \`${path}\` cannot be found by that name`, hint);
      return [];
    }
    if (expanded !== '/dev/null' && expanded !== 'none') return [expanded];
    // As the only place where keys are kept it makes every host a new one each time.
    refuseUnchecked(`UserKnownHostsFile=${value}`, at, reading);
    return [];
  });
}
