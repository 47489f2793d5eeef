import type { WantedAttributes } from '../host-file/attributes.ts';
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
export function resultOf({ params, path }: FileWish, state: string): Readonly<Record<string, string>> {
  return { path, state, ...(params.src === undefined ? {} : { dest: path, src: params.src }) };
}
