import { filesInLimit } from '../resolve/host-pattern.ts';
import { decodeUtf8 } from '../source/utf8.ts';
import { projectFiles } from './ports/project-files.ts';

/** What the files in `--limit @file` hold. A file that is not there is an unknown host: its part of the pattern is told. */
export async function limitFiles(limit: string | undefined): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of limit === undefined ? [] : filesInLimit(limit)) {
    const bytes = await projectFiles.read(name);
    if (bytes !== undefined) files.set(name, decodeUtf8(bytes, name).value ?? '');
  }
  return files;
}
