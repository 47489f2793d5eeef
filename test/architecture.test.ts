import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

/** Each layer and its height: an import goes down, or stays in its own folder. */
const HEIGHT: Readonly<Record<string, number>> = {
  cli: 5,
  // What src/index.ts offers to programs: the other door of `app`.
  library: 5,
  service: 4.5,
  // What a command does, below its words and its text: loads, begins, leads, records and undoes runs.
  app: 4,
  transports: 3,
  journal: 3,
  renderers: 3,
  // Below all that keep files of this machine.
  disk: 2.5,
  engine: 2,
  source: 1,
  resolve: 1,
  actions: 1,
  // What hosts are asked, and what the answers mean.
  probes: 0.7,
  // Below the probes, which ask it whose a rule is.
  firewall: 0.5,
  // Below the actions and probes, whose shell it reads.
  host: 0.4,
  report: 1,
  // Templates and regular expressions as Python has them, for all that reads or renders a playbook.
  python: 0.5,
  // What ansible-vault encrypts and how; knows no file and no playbook.
  vault: 0.3,
  model: 0,
  // Words, widths, times and addresses as people write them; knows nothing of runs.
  text: -1,
};

/** Each package from outside is imported by one folder. */
const OWNER: Readonly<Record<string, string>> = {
  ssh2: 'transports',
  listr2: 'renderers',
  'p-limit': 'engine',
  yaml: 'source',
  diff: 'report',
  'get-east-asian-width': 'text',
  commander: 'cli',
};

/** Node's own modules, where a folder below the edges has a reason for one. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  model: [],
  text: [],
  resolve: ['node:path'],
  python: ['node:crypto', 'node:buffer'],
  source: ['node:crypto', 'node:path'],
  actions: ['node:crypto', 'node:path'],
  probes: [],
  firewall: [],
  report: ['node:crypto'],
  vault: ['node:crypto'],
  host: ['node:fs', 'node:path', 'node:url', 'node:crypto'],
};

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly from: string;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const files: readonly string[] = filesBelow(src);
const sources: readonly string[] = files.filter(
  (file) => file.endsWith('.ts') && !/\.(test|test-kit|fixture)\.ts$/.test(file),
);

function folderOf(file: string): string {
  const [folder = '', rest] = relative(src, file).split('/');
  return rest === undefined ? 'top' : folder;
}

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map(([, named, dynamic]) => ({
    file,
    folder: folderOf(file),
    from: named ?? dynamic ?? '',
  }));
});

function show({ file, from }: Import): string {
  return `${relative(root, file)} imports ${from}`;
}

test('an import goes down the layers or stays in its folder', () => {
  const wrong = imports.filter(({ file, folder, from }) => {
    if (!from.startsWith('.') || folder === 'top') return false;
    const target = folderOf(resolve(dirname(file), from));
    if (target === 'top') return true;
    return target !== folder && (HEIGHT[folder] ?? 0) <= (HEIGHT[target] ?? 9);
  });
  expect(wrong.map(show)).toEqual([]);
});

test('every folder of src is a layer', () => {
  const folders = new Set(sources.map(folderOf));
  folders.delete('top');
  expect([...folders].filter((folder) => !(folder in HEIGHT))).toEqual([]);
});

test('each package from outside is imported by one folder', () => {
  const wrong = imports.filter(({ folder, from }) => {
    if (from.startsWith('.') || from.startsWith('node:') || from.startsWith('#')) return false;
    const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/');
    return OWNER[name] !== folder;
  });
  expect(wrong.map(show)).toEqual([]);
});

test('below the edges nothing opens files, sockets or processes', () => {
  const wrong = imports.filter(
    ({ folder, from }) =>
      from.startsWith('node:') && BUILT_IN[folder] !== undefined && !BUILT_IN[folder].includes(from),
  );
  expect(wrong.map(show)).toEqual([]);
});

test('only host/shell-files.ts reads files below the edges', () => {
  const readers = imports.filter(({ folder, from }) => from === 'node:fs' && (HEIGHT[folder] ?? 9) <= 2);
  expect(readers.map(({ file }) => relative(src, file))).toEqual(['host/shell-files.ts']);
});

test('time, chance and the process enter by the ports', () => {
  const pure = sources.filter((file) => (HEIGHT[folderOf(file)] ?? 9) <= 2);
  const banned =
    /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|(?<!\/)\bprocess\.|\bAbortSignal\.timeout\b/;
  const wrong = pure.filter((file) => banned.test(withoutComments(readFileSync(file, 'utf8'))));
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('nobody prints or exits but the edges', () => {
  const inner = sources.filter((file) => !['cli', 'renderers', 'top'].includes(folderOf(file)));
  const wrong = inner.filter((file) =>
    /\bconsole\.|\bprocess\.exit\b|process\.std(?:out|err)\b/.test(
      withoutComments(readFileSync(file, 'utf8')),
    ),
  );
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('the environment and the words of the command line enter by the edges', () => {
  const inner = sources.filter((file) => !['cli', 'library', 'transports', 'top'].includes(folderOf(file)));
  const wrong = inner.filter((file) =>
    /\bprocess\.(?:env|argv)\b/.test(withoutComments(readFileSync(file, 'utf8'))),
  );
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('no folder of src is wider than 15 files beside tests', () => {
  const inside = sources.map((file) => dirname(file));
  const wide = [...new Set(inside)].filter((folder) => inside.filter((one) => one === folder).length > 15);
  expect(wide.map((folder) => relative(root, folder))).toEqual([]);
});

test.for(Object.keys(HEIGHT))('no circle of imports is inside src/%s', (room) => {
  const edges = new Map<string, readonly string[]>();
  for (const file of sources.filter((one) => folderOf(one) === room)) {
    const own = imports.filter((one) => one.file === file && one.from.startsWith('.'));
    edges.set(
      file,
      own.map(({ from }) => resolve(dirname(file), from)),
    );
  }
  // What leads to nothing that is still there is in no circle.
  const left = new Set(edges.keys());
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const file of left) if (!(edges.get(file) ?? []).some((to) => left.has(to))) left.delete(file);
  }
  expect([...left].map((file) => relative(root, file))).toEqual([]);
});

test('only what asks about a firewall, changes it or is about its texts knows what one is', () => {
  const rooms = ['firewall', 'probes', 'actions', 'cli'];
  const wrong = imports.filter(
    ({ file, folder, from }) =>
      from.startsWith('.') &&
      folderOf(resolve(dirname(file), from)) === 'firewall' &&
      !rooms.includes(folder),
  );
  expect(wrong.map(show)).toEqual([]);
});

test('the actions for services are told what a unit does to a firewall, and do not know it', () => {
  const family = join(src, 'actions/services/');
  const own = imports.filter(({ file }) => file.startsWith(family));
  const wrong = own.filter(({ file, from }) => /\/firewall\//.test(resolve(dirname(file), from)));
  expect(wrong.map(show)).toEqual([]);
  const naming = sources
    .filter((file) => file.startsWith(family))
    // An example shows what somebody may write of any unit.
    .filter((file) =>
      /ip6?tables|firewall/i.test(
        withoutComments(readFileSync(file, 'utf8')).replace(/example: `[^`]*`/, ''),
      ),
    );
  expect(naming.map((file) => relative(root, file))).toEqual([]);
});

/** The rooms of the engine, and those that each may use beside the files that lie above them all. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  hosts: [],
  look: ['hosts'],
  company: ['hosts'],
  survey: ['hosts', 'look', 'company'],
  undo: ['hosts', 'look'],
  act: ['hosts', 'look', 'company', 'survey', 'undo'],
};

function roomOf(file: string): string | undefined {
  return /^engine\/([^/]+)\//.exec(relative(src, file))?.[1];
}

test('a preview cannot reach what changes a host: no room of the engine uses one above it', () => {
  const wrong = imports.filter(({ file, from }) => {
    const [room, other] = [roomOf(file), roomOf(resolve(dirname(file), from))];
    return room !== undefined && other !== undefined && room !== other && !ROOMS[room]?.includes(other);
  });
  expect(wrong.map(show)).toEqual([]);
});

test('one name means one type: no two files export a type of the same name', () => {
  const declared = /^export (?:interface|type|(?:abstract )?class) (\w+)/gm;
  const places = new Map<string, readonly string[]>();
  for (const file of sources)
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(declared))
      places.set(name, [...(places.get(name) ?? []), relative(root, file)]);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});

test('a file holds one idea', () => {
  const long = files
    .filter((file) => /\.(ts|sh)$/.test(file))
    .map((file) => [relative(root, file), readFileSync(file, 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300);
  expect(long).toEqual([]);
});

test('there is no drawer for leftovers', () => {
  const names = /(^|\/)(utils?|helpers?|common|misc|types)(\.ts$|\/)/;
  expect([...files, ...filesBelow(join(root, 'test'))].filter((file) => names.test(file))).toEqual([]);
});

test('nothing is unfinished', () => {
  const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
  const wrong = files.filter((file) => marks.test(readFileSync(file, 'utf8')));
  expect(wrong.map((file) => relative(root, file))).toEqual([]);
});

test('the top level is the owner’s', () => {
  const allowed = new Set([
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'src',
    'playbooks',
    'inventory',
    'schemas',
    'test',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'node_modules',
    'dist',
  ]);
  expect(readdirSync(root).filter((name) => !name.startsWith('.') && !allowed.has(name))).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"])\/\/.*$/gm, '$1');
}
