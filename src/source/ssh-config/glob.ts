import type { Files } from '../../model/ports.ts';

/** The paths that a pattern of glob(7) names, in the order of their names. A path without a wildcard names itself. */
export async function filesMatching(pattern: string, files: Pick<Files, 'list'>): Promise<readonly string[]> {
  let paths: readonly string[] = [''];
  for (const part of pattern.split('/').slice(1)) {
    if (!/[*?[]/.test(part)) {
      paths = paths.map((path) => `${path}/${part}`);
      continue;
    }
    const regex = regexOf(part);
    const found = await Promise.all(paths.map((path) => namesIn(path === '' ? '/' : path, files)));
    paths = paths.flatMap((path, index) =>
      (found[index] ?? [])
        // A leading dot has to be written.
        .filter((name) => (!name.startsWith('.') || part.startsWith('.')) && regex.test(name))
        .map((name) => `${path}/${name}`),
    );
  }
  return paths;
}

async function namesIn(folder: string, files: Pick<Files, 'list'>): Promise<readonly string[]> {
  try {
    return (await files.list(folder)) ?? [];
  } catch {
    // glob(3) passes over a folder that may not be read.
    return [];
  }
}

function regexOf(part: string): RegExp {
  const source = part.replace(
    /\*|\?|\[(!?)(\]?[^\]]*)\]|[\\^$.+(){}|[\]]/g,
    (piece, not?: string, set?: string) => {
      if (piece === '*') return '.*';
      if (piece === '?') return '.';
      return set === undefined
        ? `\\${piece}`
        : `[${not === '!' ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    },
  );
  return new RegExp(`^${source}$`, 's');
}
