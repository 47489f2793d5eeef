import type { JsonValue } from '../../../model/values/json.ts';
import type { HostFile } from '../../../probes/file/host-file.ts';
import type { WantedAttributes } from '../host-file/attributes.ts';
import { factsOf, linkFacts } from '../host-file/facts.ts';
import type { FileParams } from './params.ts';

/** A task of `file` together with what is at its path. */
export interface FileWish {
  readonly params: FileParams;
  /** Tidied. */
  readonly path: string;
  readonly file: HostFile;
  readonly attributes: WantedAttributes;
}

/** What is at a path, for the preview. */
export function describe({ link, found }: HostFile): string {
  return link === undefined ? (found?.type ?? 'absent') : `link to ${link}`;
}

/** What `register` keeps, in Ansible's words. */
export function resultOf(
  { params, path, file }: FileWish,
  state: string,
): Readonly<Record<string, JsonValue>> {
  if (state === 'absent') return { path, state };
  if (state === 'link') return linkResult(path, params.src ?? file.link ?? '', file);
  return { path, state, ...factsOf(file) };
}

/** Of a link that leads nowhere Ansible says no more than what it was asked for. */
function linkResult(path: string, src: string, file: HostFile): Readonly<Record<string, JsonValue>> {
  const asked = { dest: path, src };
  return file.found === undefined ? asked : { ...asked, state: 'link', ...linkFacts(file) };
}
