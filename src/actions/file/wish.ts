import type { JsonValue } from '../../model/json.ts';
import type { WantedAttributes } from '../host-file/attributes.ts';
import { factsOf, linkFacts } from '../host-file/facts.ts';
import type { HostFile } from '../host-file/host-file.ts';
import type { FileParams } from './action.ts';

/** A task of `file` together with what is at its path. */
export interface FileWish {
  readonly params: FileParams;
  /** Tidied. */
  readonly path: string;
  readonly file: HostFile;
  readonly attributes: WantedAttributes;
}

/** What `register` keeps, in Ansible's words. */
export function resultOf(
  { params, path, file }: FileWish,
  state: string,
): Readonly<Record<string, JsonValue>> {
  if (state === 'absent') return { path, state };
  if (state === 'link') return { dest: path, src: params.src ?? file.link ?? '', state, ...linkFacts(file) };
  return { path, state, ...factsOf(file) };
}
