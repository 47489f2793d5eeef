import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from '../../../disk/error-code.ts';
import { believed, distrustOf } from '../../../disk/trust.ts';
import { type KnownHostsFile, parseKnownHosts } from './known-hosts.ts';

/** The known_hosts files of a run: each is parsed once for as long as it does not change. */
export interface KnownHostsFiles {
  /** A file that is not there is empty. Rejects when it is there and cannot be read. */
  read(path: string): Promise<KnownHostsFile>;
  /** Runs `work` alone: no other such work on that file runs in this process at the same time. */
  alone<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** Adds a line at the end, in one write and on disk when this resolves. A new file gets mode 0600. */
  append(path: string, line: string): Promise<void>;
}

export function openKnownHostsFiles(): KnownHostsFiles {
  const parsed = new Map<string, { readonly version: string; readonly content: Promise<KnownHostsFile> }>();
  const tails = new Map<string, Promise<unknown>>();
  return {
    async read(path) {
      const version = await versionOf(path);
      if (version === undefined) return parseKnownHosts(path, '');
      const cached = parsed.get(path);
      if (cached?.version === version) return cached.content;
      await refuseStrangers(path);
      const content = readFile(path, 'latin1').then((text) => parseKnownHosts(path, text));
      parsed.set(path, { version, content });
      content.catch(() => parsed.delete(path));
      return content;
    },
    async alone(path, work) {
      const result = (tails.get(path) ?? Promise.resolve()).then(work);
      tails.set(
        path,
        result.catch(() => {}),
      );
      return result;
    },
    append: appendLine,
  };
}

/** Whoever can write the file can have root trust any host. */
async function refuseStrangers(path: string): Promise<void> {
  const trusted = believed(process.getuid?.(), process.env);
  const distrust = trusted === undefined ? undefined : distrustOf(path, trusted);
  if (distrust !== undefined) throw new Error(`${distrust.why} (${distrust.way})`);
}

/** Tells one state of a file from the next; undefined when there is no file. */
async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(':');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  // One level, as OpenSSH makes ~/.ssh. When it cannot be made, opening the file says why.
  await mkdir(dirname(path), { mode: 0o700 }).catch(() => {});
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // An editor may have left the last line without its end.
    const start = size > 0 && last.toString('latin1') !== '\n' ? '\n' : '';
    await file.appendFile(`${start}${line}\n`, 'latin1');
    await file.datasync();
  } finally {
    await file.close();
  }
}
