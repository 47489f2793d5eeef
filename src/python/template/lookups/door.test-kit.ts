import type { Lookups } from '../../../model/lookups.ts';
import { normalPath, splitPath } from '../../posix-path.ts';

/** A machine of nothing but these files, whose chance is always zero and whose clock stands still. */
export function doorOver(
  files: Readonly<Record<string, string>>,
  more: Partial<Lookups> = {},
): Lookups & { readonly kept: ReadonlyMap<string, string> } {
  const texts = new Map(Object.entries(files));
  const kept = new Map<string, string>();
  const folders = new Set<string>(['/']);
  for (const path of texts.keys())
    for (let [folder] = splitPath(path); folder !== '/' && folder !== ''; [folder] = splitPath(folder))
      folders.add(folder);
  const number = new Map([...folders, ...texts.keys()].map((path, index) => [path, index + 1]));
  return {
    kept,
    read: (path) => {
      const text = kept.get(path) ?? texts.get(path);
      if (text !== undefined) return { kind: 'content', bytes: Buffer.from(text, 'utf8') };
      return folders.has(path) ? { kind: 'unreadable', why: 'it is a folder' } : { kind: 'missing' };
    },
    look: (written) => {
      const path = normalPath(written);
      const kind = folders.has(path) ? 'folder' : texts.has(path) ? 'file' : undefined;
      return kind && { kind, device: 1, inode: number.get(path) ?? 0 };
    },
    list: (folder) =>
      folders.has(folder)
        ? [...texts.keys(), ...folders]
            .filter((path) => path !== '/' && splitPath(path)[0] === folder)
            .map((path) => splitPath(path)[1])
        : undefined,
    realPath: normalPath,
    environment: (name) => (name === 'RULERUN_TEST' ? 'from the environment' : undefined),
    home: (user) => (user === undefined ? '/root' : user === 'alice' ? '/home/alice' : undefined),
    folder: '/',
    run: (command) => ({ kind: 'refused', why: `nobody has allowed \`${command}\``, hint: undefined }),
    fetch: ({ url }) => ({ kind: 'refused', why: `nobody has allowed ${url}`, hint: undefined }),
    keep: (path, text) => {
      kept.set(path, text);
      return { kind: 'text', text };
    },
    readYaml: () => ({ kind: 'refused', why: 'nobody reads YAML here' }),
    now: () => 1_700_000_000_123,
    offsetAt: () => 60,
    chance: () => ({ below: () => 0 }),
    ...more,
  };
}
