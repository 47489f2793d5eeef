import { dirname } from 'node:path';
import { tidy } from '../../model/playbook/include-places.ts';
import { over } from '../../model/playbook/inherit.ts';
import type { Play, Task } from '../../model/playbook/playbook.ts';
import type { Inherited } from '../../model/playbook/structure.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { tellOwnPython } from '../roles/own-python.ts';
import { inheritedOf } from '../structure/inherited.ts';
import { knowingPlay, withKnown } from '../structure/known.ts';
import { isThere, openFile } from '../structure/project.ts';
import { importLoop } from '../structure/task-file.ts';
import { entryOf, treePlace } from '../yaml/tree-place.ts';
import { checkMap } from './check-map.ts';
import { checkKeywordSyntax } from './check-syntax.ts';
import type { Reading } from './language.ts';
import { levelRules } from './level-rules.ts';
import { readPlay } from './play.ts';
import { scalarIn } from './values.ts';

/** Reads the plays of a playbook, those of the playbooks that it imports where they are imported. */
export function readPlays(items: readonly Tree[], reading: Reading): readonly Play[] {
  return items.flatMap((item) => {
    tellOwnPython(reading.standing.playFolder, 'the folder of this playbook', treePlace(item), reading);
    const entry = importOf(item);
    if (item.kind === 'map' && entry !== undefined) return importPlaybook(item, entry, reading);
    const play = readPlay(item, reading);
    return play === undefined ? [] : [play];
  });
}

const names = ['import_playbook', 'ansible.builtin.import_playbook', 'ansible.legacy.import_playbook'];

function importOf(item: Tree): string | undefined {
  return names.find((name) => entryOf(item, name) !== undefined);
}

function importPlaybook(map: MapNode, key: string, reading: Reading): readonly Play[] {
  const { diagnostics, project } = reading;
  // Whatever it is called, it means the same.
  const entries = map.entries.map((entry) =>
    entry.key === key ? { ...entry, key: 'import_playbook' } : entry,
  );
  const inside = knowingPlay(map, reading);
  const plain = withKnown({ ...map, entries }, ['import_playbook', 'tags'], inside);
  if (entryOf(plain, 'import_playbook') === undefined) return [];
  const checked = checkMap(plain, levelRules('import', plain));
  diagnostics.push(...checked.diagnostics);
  checkKeywordSyntax(plain, reading);
  const name = scalarIn(plain, 'import_playbook');
  if (name === undefined) return [];
  const place = treePlace(name);
  const places = placesOf(name, reading);
  const path = places.find((one) => isThere(one, project));
  if (path === undefined) {
    const hint = `it was looked for as ${places.join(', ')}`;
    diagnostics.push(mistake(place, 'no-such-file', `there is no file \`${name.text}\``, hint));
    return [];
  }
  const loop = importLoop(path, place, project);
  const opened = openFile(path, project);
  if (loop !== undefined || opened === undefined) {
    if (loop !== undefined) diagnostics.push(loop);
    return [];
  }
  diagnostics.push(...opened.diagnostics);
  const { tree, lines } = opened;
  if (tree !== undefined && tree.kind !== 'list')
    diagnostics.push(mistake(treePlace(tree), 'invalid-playbook', 'this is not a list of plays'));
  const standing = { ...inside.standing, file: path, playFolder: dirname(path), role: undefined };
  project.opening.push(path);
  const plays = tree?.kind === 'list' ? readPlays(tree.items, { ...reading, lines, standing }) : [];
  project.opening.pop();
  const said = inheritedOf(plain, checked.values, reading);
  return plays.map((play) => within(play, said));
}

/** A file beside the one that imports it, or a playbook of a collection: `namespace.collection.name`. */
function placesOf({ text }: ScalarNode, { standing, project }: Reading): readonly string[] {
  const [, collection, name = ''] = /^([a-z_]\w*\.[a-z_]\w*)\.([\w.]+?)(?:\.ya?ml)?$/i.exec(text) ?? [];
  const beside = tidy(text.startsWith('/') ? text : `${standing.playFolder}/${text}`);
  if (collection === undefined) return [beside];
  const folders = project.collectionsPaths.map(
    (path) => `${path}/ansible_collections/${collection.replace('.', '/')}/playbooks`,
  );
  return [
    beside,
    ...folders.flatMap((folder) =>
      ['.yml', '.yaml'].map((end) => `${folder}/${name.replaceAll('.', '/')}${end}`),
    ),
  ];
}

/** What an import says holds for each task of its plays; what it sets, a play may set otherwise. */
function within(play: Play, { when, tags, vars }: Inherited): Play {
  const take = (tasks: readonly Task[]): readonly Task[] =>
    when.length === 0 ? tasks : tasks.map((task) => ({ ...task, when: [...when, ...task.when] }));
  return {
    ...play,
    tags: [...play.tags, ...tags],
    vars: over(vars, play.vars),
    tasks: take(play.tasks),
    handlers: take(play.handlers),
  };
}
