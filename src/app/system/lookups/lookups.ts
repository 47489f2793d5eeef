import { createHmac, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import type { AllowedLookup, Chance, LookupAnswer, Lookups } from '../../../model/lookups.ts';
import { VaultFault } from '../../../vault/fault.ts';
import { type OpenVault, openVault } from '../../../vault/open-vault.ts';
import { fetchSoon } from './fetch.ts';
import { keptTexts } from './kept-texts.ts';
import { homeOf, listFolder, lookAt, readContent, realPathOf } from './local-files.ts';
import { readYamlText } from './read-yaml.ts';
import { runCommand } from './run-command.ts';
import { variableFiles } from './variable-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The door through which templates see this machine, and what is done once the run may change something. */
export interface LocalLookups {
  readonly lookups: Lookups;
  /** Writes what lookups wanted to keep, now and from now on. A preview that nobody accepts keeps nothing. */
  readonly commit: () => void;
}

/** One door a run: what it answered once it answers again, so that a preview and its apply see the same. */
export function localLookups(
  environment: Environment,
  allowed: ReadonlySet<AllowedLookup>,
  vault: OpenVault = openVault([]),
): LocalLookups {
  const secret = randomBytes(32);
  const startedMs = Date.now();
  const kept = keptTexts();
  const once = remembering();
  const lookups: Lookups = {
    read: (path) => kept.read(path) ?? readContent(path),
    look: lookAt,
    list: listFolder,
    realPath: realPathOf,
    environment: (name) => environment[name],
    home: (user) => (user === undefined ? (environment['HOME'] ?? homedir()) : homeOf(user)),
    folder: process.cwd(),
    run: (command, folder) =>
      allowed.has('pipe')
        ? once(`run ${folder}\n${command}`, () => runCommand(command, folder))
        : notAllowed('pipe', 'runs a command on this machine'),
    fetch: (request) =>
      allowed.has('url')
        ? once(`fetch ${JSON.stringify(request)}`, () => fetchSoon(request))
        : notAllowed('url', 'asks a web server from this machine'),
    keep: kept.keep,
    readYaml: readYamlText,
    variables: variableFiles(environment, vault),
    unvault: (text) => unvaulted(text, vault),
    now: () => startedMs,
    offsetAt: (ms) => -new Date(ms).getTimezoneOffset(),
    chance: (key) => keyedChance(secret, key),
  };
  return { lookups, commit: kept.commit };
}

/** What was encrypted is hidden in all that is told. */
function unvaulted(text: string, vault: OpenVault): LookupAnswer {
  try {
    return { kind: 'text', text: String(vault.sealed(text).reveal()) };
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return { kind: 'refused', why: error.message, hint: error.hint };
  }
}

function remembering(): (key: string, work: () => LookupAnswer) => LookupAnswer {
  const known = new Map<string, LookupAnswer>();
  return (key, work) => {
    const found = known.get(key) ?? work();
    known.set(key, found);
    return found;
  };
}

function notAllowed(name: AllowedLookup, why: string): LookupAnswer {
  return {
    kind: 'refused',
    why: `it ${why}, which nobody has allowed`,
    hint: `where that is meant, allow it: --allow-lookup ${name}`,
  };
}

/** Unguessable without the secret, and the same for the same key. */
function keyedChance(secret: Uint8Array, key: string): Chance {
  let drawn = 0;
  const draw = (): number => {
    drawn += 1;
    return createHmac('sha256', secret).update(`${drawn}\n${key}`).digest().readUIntBE(0, 6);
  };
  return {
    below: (limit) => {
      // Numbers above the last whole multiple would make the small ones likelier.
      const most = 2 ** 48 - (2 ** 48 % limit);
      let number = draw();
      while (number >= most) number = draw();
      return number % limit;
    },
  };
}
