import { jsonObject } from '../../../model/values/json.ts';
import { joinedPath, splitPath } from '../../posix-path.ts';
import { stripText } from '../../values/string-methods.ts';
import {
  isList,
  isMapping,
  isTrue,
  isUndefined,
  kindOf,
  known,
  type Mapping,
  toJson,
  type Value,
} from '../../values/value.ts';
import { pageOptionsIn } from '../page-options.ts';
import {
  doorOf,
  type LookupCall,
  type LookupPlugins,
  lookupFault,
  lookupPlugin,
  textTerm,
} from './lookup.ts';
import { globbed } from './named/glob.ts';
import { foundFile, placeOfFile, searchFolders, textInFile } from './search.ts';

/** What reads files of this machine. */
export const fileLookups: LookupPlugins = {
  file: lookupPlugin('lstrip rstrip', (call) =>
    call.terms.map((term) => {
      const text = textInFile(foundFile(textTerm(term), call.subfolder ?? 'files', call), call);
      return stripped(stripped(text, call, 'lstrip', false), call, 'rstrip', true);
    }),
  ),
  unvault: lookupPlugin('', (call) =>
    call.terms.map((term) => textInFile(foundFile(textTerm(term), call.subfolder ?? 'files', call), call)),
  ),
  template: lookupPlugin(
    'convert_data template_vars jinja2_native variable_start_string variable_end_string comment_start_string comment_end_string',
    (call) => call.terms.map((term) => rendered(textTerm(term), call)),
  ),
  fileglob: lookupPlugin('', (call) => call.terms.flatMap((term) => filesLike(textTerm(term), call))),
  first_found: lookupPlugin('files paths skip', firstFound),
};

function stripped(text: string, { options }: LookupCall, name: 'lstrip' | 'rstrip', usual: boolean): string {
  const wanted = options.get(name) ?? usual;
  return isTrue(wanted) ? stripText(text, null, name === 'lstrip' ? 'left' : 'right') : text;
}

function rendered(name: string, call: LookupCall): string {
  const path = foundFile(name, call.subfolder ?? 'templates', call);
  const given = call.options.get('template_vars') ?? null;
  if (given !== null && !isMapping(given))
    throw lookupFault(`\`template_vars\` is ${kindOf(given)}, not a mapping`);
  const variables = jsonObject([
    ['template_path', name],
    ['template_fullpath', path],
    ...Object.entries(given ?? {}).map(([key, value]) => [key, toJson(value, call.meter)] as const),
  ]);
  return call.page({ path, text: textInFile(path, call), options: pageOptionsIn(call.options) }, variables);
}

function filesLike(pattern: string, call: LookupCall): readonly string[] {
  const door = doorOf(call);
  const [folder, name] = splitPath(pattern);
  const subfolder = call.subfolder ?? 'files';
  const folders = pattern.includes('/')
    ? [placeOfFile(folder, subfolder, call)]
    : searchFolders(call).flatMap((one) => [joinedPath(one, subfolder), one]);
  for (const one of folders) {
    if (one === undefined) continue;
    const found = globbed(joinedPath(one, name), door, call.meter);
    const files = found.filter((path) => door.look(path, 'follow')?.kind === 'file');
    if (files.length > 0) return files;
  }
  return [];
}

/** What `first_found` looks for. */
interface Wanted {
  readonly names: readonly Value[];
  readonly skips: boolean;
}

function firstFound(call: LookupCall): readonly Value[] {
  const { names, skips } = wantedOf(call.terms, call);
  for (const name of names) {
    // A name that is made of something undefined is passed over.
    if (isUndefined(name)) continue;
    const path = placeOfFile(textTerm(name), call.subfolder ?? 'files', call);
    if (path !== undefined) return [path];
  }
  if (skips) return [];
  const listed = names.map((name) => (typeof name === 'string' ? name : 'something undefined')).join(', ');
  throw lookupFault(
    `none of these files is on this machine: ${listed}`,
    `looked in ${searchFolders(call).join(', ')}; with \`skip=true\` none is no mistake`,
  );
}

function wantedOf(terms: readonly Value[], call: LookupCall): Wanted {
  return terms.reduce<Wanted>(
    (before, term) => {
      const more = wantedIn(term, call);
      return { names: [...before.names, ...more.names], skips: more.skips };
    },
    { names: [], skips: false },
  );
}

/** A name, a list of them, or a mapping of `files`, `paths` and `skip`. */
function wantedIn(term: Value, call: LookupCall): Wanted {
  if (isUndefined(term)) return { names: [term], skips: false };
  if (isList(term)) return wantedOf(term, call);
  const options = isMapping(term) ? new Map(Object.entries(term)) : call.options;
  const skips = isTrue(options.get('skip') ?? false);
  const files = splitNames(options.get('files'), /[,;]/);
  const paths = splitNames(options.get('paths'), /[,:;]/);
  if (paths.length > 0) {
    const names = files.length === 0 && typeof term === 'string' ? [term] : files;
    return { names: paths.flatMap((path) => names.map((name) => joined(path, name))), skips };
  }
  if (files.length > 0) return { names: files, skips };
  if (typeof term === 'string') return { names: [term], skips };
  throw lookupFault(
    `expected the name of a file, found ${kindOf(term as Mapping)}`,
    'a mapping needs `files`',
  );
}

function joined(path: Value, name: Value): Value {
  return isUndefined(path) ? path : isUndefined(name) ? name : joinedPath(textTerm(path), textTerm(name));
}

function splitNames(given: Value | undefined, marks: RegExp): readonly Value[] {
  if (given === undefined || given === null || isUndefined(given)) return [];
  if (isList(given))
    return given.flatMap((one) => (typeof one === 'string' ? splitNames(one, marks) : [one]));
  return textTerm(known(given))
    .split(marks)
    .filter((part) => part !== '');
}
