import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../src/host/local-host.test-kit.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { HostConnection } from '../../src/model/ports.ts';
import { never } from './link-contract.ts';
import type { ContractHost, HostWords } from './session-contract.ts';

/** Words as files in a folder, for hosts with a shell that share the files of this machine. */
function fileWords(folder: string): HostWords {
  const path = (word: string): string => join(folder, word);
  const shell = (script: string, ...words: readonly string[]): Operation => ({
    kind: 'run',
    argv: ['sh', '-c', script, 'sh', ...words],
  });
  return {
    path,
    get: (word) => ({ argv: ['cat', path(word)] }),
    set: (word, value) => shell('printf %s "$2" >"$1"', path(word), value),
    add: (word) => shell('printf x >>"$1"', path(word)),
    say: (text) => shell('printf %s "$1"', text),
    fail: (text, exitCode) => shell('printf %s "$1" >&2; exit "$2"', text, String(exitCode)),
    hold: (word) => shell('while [ ! -e "$1" ]; do sleep 0.05; done', path(word)),
    hang: { kind: 'run', argv: ['sleep', '600'] },
  };
}

/** A connection that a test can lose. */
export interface CutConnection extends HostConnection {
  readonly cut: () => void;
}

/** A host whose words are files in `folder`. */
export function hostOfFiles(
  folder: string,
  connect: (name: string) => Promise<CutConnection>,
): Omit<ContractHost, typeof Symbol.asyncDispose> {
  const words = fileWords(folder);
  const whenSet: ContractHost['whenSet'] = async (word, then) => {
    await until(() => existsSync(words.path(word)));
    then();
  };
  return {
    words,
    whenSet,
    connect: (name = 'h') => connect(name),
    put: (word, value) => writeFileSync(words.path(word), value),
    async losing(word, work) {
      const connection = await connect('h');
      const session = await connection.session({ become: undefined }, never);
      await Promise.all([work(session), whenSet(word, connection.cut)]);
    },
  };
}
