import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Shell text lies beside the TypeScript that knows what it means, in these rooms. */
const ROOMS: readonly string[] = ['host', 'probes', 'actions'];
const root = new URL('../', import.meta.url);

let places: ReadonlyMap<string, string> | undefined;

/** Where each function for hosts is defined, by its name. */
export function placesOfFunctions(): ReadonlyMap<string, string> {
  places ??= find();
  return places;
}

/** @throws {Error} when a name is defined twice: a bug */
function find(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const room of ROOMS) {
    const folder = fileURLToPath(new URL(room, root));
    // With their types: otherwise each entry is looked at once more, which takes ten times as long.
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const name = /^(rr_[a-z0-9_]+)\.sh$/.exec(entry.name)?.[1];
      if (name === undefined) continue;
      const place = join(entry.parentPath, entry.name);
      if (found.has(name)) throw new Error(`${name} is defined in ${found.get(name)} and in ${place}`);
      found.set(name, place);
    }
  }
  return found;
}

/** The text of a function for hosts; undefined: there is none of this name. */
export function textOfFunction(name: string): string | undefined {
  const place = placesOfFunctions().get(name);
  return place === undefined ? undefined : readFileSync(place, 'utf8');
}

const texts = new Map<string, string>();

/**
 * The shell text `NAME.sh` that lies beside a module, without its comments and without a line end.
 *
 * @param module its `import.meta.url`
 */
export function textBeside(module: string, name: string): string {
  const place = new URL(`./${name}.sh`, module).href;
  const text = texts.get(place) ?? withoutComments(readFileSync(new URL(place), 'utf8'));
  texts.set(place, text);
  return text;
}

/** The same as a script, below a line of under 80 characters that tells its reader on the host what it does. */
export function scriptBeside(module: string, name: string, title: string): string {
  return `# ${title}\n${textBeside(module, name)}\n`;
}

/** What is sent: whole-line comments and empty lines stay here. */
export function withoutComments(source: string): string {
  return source
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n');
}
