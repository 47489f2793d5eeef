import { posix } from 'node:path';
import type { Decision } from '../../../model/action.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import type { HostFile } from '../../../probes/file/host-file.ts';
import { refused, satisfied } from '../../decision.ts';
import type { WantedAttributes } from '../host-file/attributes.ts';
import { digestOf, factsOf } from '../host-file/facts.ts';
import { missingParent } from '../host-file/obstacle.ts';
import { below, tidyPath } from '../host-file/path.ts';
import { folderFor, planContent } from '../host-file/write.ts';
import type { CopyParams } from './params.ts';

interface Place {
  readonly path: string;
  readonly file: HostFile;
}

/** What is to be copied, and how things stand. */
export interface Copying {
  readonly content: Uint8Array;
  readonly attributes: WantedAttributes;
  readonly named: Place;
  /** Undefined without a `src`, which has a name. */
  readonly inside: Place | undefined;
  readonly made: string | undefined;
}

/** Decides where the content goes, and whether it has to. */
export function planCopy(params: CopyParams, copying: Copying): Decision {
  const { content, named, inside } = copying;
  const wantsFolder = params.dest.endsWith('/');
  const isFolder = named.file.found?.type === 'directory';
  if (inside === undefined && (wantsFolder || isFolder)) {
    return refused(
      `${tidyPath(params.dest)} is a folder, and \`content\` has no name`,
      'name the file in `dest`',
    );
  }
  if (wantsFolder && named.file.found !== undefined && !isFolder) {
    return refused(`${named.path} is not a folder`, 'write `dest` without `/` at the end to replace it');
  }
  const place = inside !== undefined && (wantsFolder || isFolder) ? insideOf(named, inside) : named;
  // A folder that `dest` names is made; any other that is missing was probably misspelt.
  const missing = wantsFolder ? undefined : missingParent(place.path, place.file.around);
  if (missing !== undefined)
    return { kind: 'refused', ...missing, result: { checksum: digestOf(content, 'sha1') } };
  return planPlace(params, copying, place);
}

function planPlace(params: CopyParams, { content, attributes, made }: Copying, place: Place): Decision {
  const dest = params.follow ? (place.file.found?.real ?? place.path) : place.path;
  if (!params.force && place.file.found !== undefined) return satisfied({ dest });
  const wantsFolder = params.dest.endsWith('/');
  return planContent({
    verb: 'copy',
    path: place.path,
    file: place.file,
    content,
    attributes,
    replaceLink: !params.follow,
    before: wantsFolder ? folderFor(place) : [],
    result: { ...resultOf(place, content, made), dest },
    told: { makes: CONTENT },
  });
}

/** That what was made is new content, not only another owner or mode. */
const CONTENT = 'content';

/** In Ansible's words, which differ after a change of the content. */
function resultOf(
  { path, file }: Place,
  content: Uint8Array,
  made: string | undefined,
): Readonly<Record<string, JsonValue>> {
  const also = made === CONTENT ? { md5sum: digestOf(content, 'md5') } : { path };
  return { state: 'file', checksum: digestOf(content, 'sha1'), ...also, ...factsOf(file) };
}

/** By the folder's real name: with a link in the way, replacing one name could take away the other. */
function insideOf({ file: { found } }: Place, { path, file }: Place): Place {
  return { path: found === undefined ? path : below(found.real, posix.basename(path)), file };
}
