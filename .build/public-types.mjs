import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Of all declarations leaves those that a program sees which imports the package: what `index.d.ts` leads to. */
export async function keepPublicTypes(dist) {
  const kept = new Set();
  const queue = [join(dist, 'index.d.ts')];
  for (const path of queue) {
    if (kept.has(path)) continue;
    kept.add(path);
    const text = await readFile(path, 'utf8');
    // Written with the ending of the sources, which stands for the declaration beside it.
    const found = text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.[jt]s['"]/g);
    queue.push(...[...found].map(([, name]) => resolve(dirname(path), `${name}.d.ts`)));
  }
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && path.endsWith('.d.ts') && !kept.has(path)) await rm(path);
  }
}
