import type { Files } from '../../model/ports.ts';
import { filesInLimit } from '../../resolve/pattern/host-pattern.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';

/** What the files in `--limit @file` hold. A file that is not there is an unknown host: its part of the pattern is told. */
export async function limitFiles(
  limit: string | undefined,
  files: Files,
): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>();
  for (const name of limit === undefined ? [] : filesInLimit(limit)) {
    const bytes = await files.read(name);
    if (bytes !== undefined) contents.set(name, decodeUtf8(bytes, name).value ?? '');
  }
  return contents;
}
