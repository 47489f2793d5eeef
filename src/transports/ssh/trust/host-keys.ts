import type { ServerHostKeyAlgorithm } from 'ssh2';
import { messageOf } from '../../../model/error.ts';
import type { HostKeyPolicy, SshAddress } from '../../../model/playbook/address.ts';
import { type Failure, HostFailure } from '../../../model/run/failure.ts';
import { knownNameOf } from '../hints.ts';
import { blobType, isWholeKey } from '../keys/public-key.ts';
import { hostKeyAlgorithms, keyTypeOf, preferring } from './algorithms.ts';
import {
  changedInRun,
  notAKey,
  notThePinned,
  refusalFor,
  unreadableFile,
  unwritableFile,
} from './host-key-failures.ts';
import { type HostKeyVerdict, judgeKey, knownTypes, type ShownKey, shownKey } from './host-key-verdict.ts';
import type { KnownHostsFile } from './known-hosts.ts';
import type { KnownHostsFiles } from './known-hosts-files.ts';

/** Judges the key of one host for one login. Without it no connection is made; there is no "accept all". */
export interface HostKeyCheck {
  /** What to ask the host for, in this order. */
  algorithms(): readonly ServerHostKeyAlgorithm[];
  /** True when a key was refused and one of another type, not shown yet, may be the right one. */
  hasOther(): boolean;
  /** Why the key is refused; undefined: go on. Asked again at each rekey. */
  judge(blob: Buffer): Failure | undefined;
  /** To be called when the host has proved that it holds the key, before anything secret is sent. @throws {HostFailure} */
  remember(): Promise<void>;
}

/** What a run knows of host keys: a host that is met again must show the key it showed first. */
export interface HostKeysOfRun {
  readonly files: KnownHostsFiles;
  /** By the way to the host, in canonical base64. */
  readonly met: Map<string, string>;
}

/**
 * `route` names the host and the way to it.
 * @throws {HostFailure} when a known_hosts file is there and cannot be read: it may hold a revocation.
 */
export async function checkHostKeys(
  address: SshAddress,
  route: string,
  run: HostKeysOfRun,
): Promise<HostKeyCheck> {
  const policy = address.hostKeys;
  const first = run.met.get(route);
  const start =
    policy.mode === 'pinned' ? pinned(address, policy.fingerprint) : await known(address, policy, run);
  let accepted: ShownKey | undefined;
  return {
    algorithms: () =>
      first === undefined
        ? start.algorithms()
        : preferring(new Set([blobType(Buffer.from(first, 'base64'))])),
    hasOther: () => first === undefined && start.hasOther(),
    judge(blob) {
      if (!isWholeKey(blob)) return notAKey(address);
      const shown = shownKey(blob);
      const before = accepted?.key ?? first;
      if (before !== undefined && before !== shown.key) return changedInRun(address, shown, before);
      const failure = start.judge(shown);
      if (failure === undefined) accepted = shown;
      return failure;
    },
    async remember() {
      if (accepted === undefined) throw new Error('remember() comes after judge()');
      await start.remember(accepted);
      const before = run.met.get(route) ?? accepted.key;
      if (before !== accepted.key) throw new HostFailure(changedInRun(address, accepted, before));
      run.met.set(route, accepted.key);
    },
  };
}

interface Policy {
  algorithms(): readonly ServerHostKeyAlgorithm[];
  hasOther(): boolean;
  judge(shown: ShownKey): Failure | undefined;
  remember(shown: ShownKey): Promise<void>;
}

/** A host has several keys and a pin is of one: the types that were shown in vain are not asked for again. */
function pinned(address: SshAddress, fingerprint: string): Policy {
  const wanted = fingerprint.trim().replace(/=+$/, '');
  const inVain: ShownKey[] = [];
  const algorithms = (): readonly ServerHostKeyAlgorithm[] =>
    hostKeyAlgorithms.filter((algorithm) => !inVain.some(({ type }) => type === keyTypeOf(algorithm)));
  return {
    algorithms,
    hasOther: () => inVain.length > 0 && algorithms().length > 0,
    judge(shown) {
      if (shown.fingerprint === wanted) return undefined;
      inVain.push(shown);
      return notThePinned(address, inVain, wanted);
    },
    async remember() {},
  };
}

async function known(
  address: SshAddress,
  policy: Exclude<HostKeyPolicy, { readonly mode: 'pinned' }>,
  run: HostKeysOfRun,
): Promise<Policy> {
  const [file] = policy.knownHostsFiles;
  const readAll = (): Promise<readonly KnownHostsFile[]> =>
    Promise.all(policy.knownHostsFiles.map((path) => readFor(address, path, run.files)));
  const files = await readAll();
  let verdict: HostKeyVerdict = { kind: 'unknown' };

  const judge = (shown: ShownKey, among: readonly KnownHostsFile[]): Failure | undefined => {
    verdict = judgeKey(address, shown, among);
    if (verdict.kind === 'trusted') return undefined;
    if (verdict.kind === 'unknown' && policy.mode === 'accept-new') return undefined;
    return refusalFor(address, shown, verdict, policy.knownHostsFiles);
  };

  return {
    algorithms: () => preferring(knownTypes(address, files)),
    hasOther: () => false,
    judge: (shown) => judge(shown, files),
    async remember(shown) {
      if (verdict.kind === 'trusted') return;
      if (file === undefined)
        throw new HostFailure(unwritableFile(address, shown, 'a known_hosts file', 'none is named'));
      await run.files.alone(file, async () => {
        // Another connection may have written it meanwhile, or somebody else another key.
        const failure = judge(shown, await readAll());
        if (failure !== undefined) throw new HostFailure(failure);
        if (verdict.kind === 'unknown') await keep(address, shown, file, run.files);
      });
    },
  };
}

async function readFor(address: SshAddress, path: string, files: KnownHostsFiles): Promise<KnownHostsFile> {
  try {
    return await files.read(path);
  } catch (cause) {
    throw new HostFailure(unreadableFile(address, path, messageOf(cause)), { cause });
  }
}

async function keep(
  address: SshAddress,
  shown: ShownKey,
  file: string,
  files: KnownHostsFiles,
): Promise<void> {
  try {
    await files.append(file, `${knownNameOf(address)} ${shown.type} ${shown.key}`);
  } catch (cause) {
    throw new HostFailure(unwritableFile(address, shown, file, messageOf(cause)), { cause });
  }
}
