import { type Diagnostic, hasErrors, inReadingOrder, type Read } from '../../model/diagnostic.ts';
import type { LoadedInventory } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import { startOf } from '../../model/values/position.ts';
import { warning } from '../diagnostics/mistake.ts';
import { buildInventory } from './build.ts';
import { type Draft, emptyDraft } from './formats/draft.ts';
import { settleGroups } from './graph.ts';
import type { Folders } from './layers.ts';
import { localHosts } from './local-hosts.ts';
import { trimFolder } from './paths.ts';
import { readSource } from './sources.ts';
import { readVariableFolder, type VariableFolder } from './variable-files.ts';

/**
 * Reads an inventory as Ansible reads it: `sources` are what `-i` was given, later ones override.
 *
 * A source is a file in YAML or INI, an executable script, a folder of those, or hosts separated by commas. The
 * `group_vars` and `host_vars` beside the sources count, and above them those in `playbookDirs`, the folders of the
 * playbooks as paths without a file name (`.` for the working directory).
 *
 * `mayGrow`: hosts and groups will be added that no source names, whose files count then.
 *
 * All mistakes are told at once. With an error there is no value: half an inventory would reach the wrong hosts.
 * Without sources there is still this machine, by the name `localhost`.
 */
export async function readInventory(
  sources: readonly string[],
  files: Files,
  { playbookDirs, mayGrow = false }: { readonly playbookDirs: readonly string[]; readonly mayGrow?: boolean },
): Promise<Read<LoadedInventory>> {
  const draft = emptyDraft(startOf(sources[0] ?? 'inventory'));
  const beside: (string | undefined)[] = [];
  for (const source of sources) beside.push(await readSource(source, files, draft));
  const folders = await readFolders(
    beside.flatMap((folder) => folder ?? []),
    playbookDirs.map(trimFolder),
    { files, draft, mayGrow },
  );
  draft.diagnostics.push(...namesToWarnOf(draft));
  const graph = settleGroups(draft);
  const diagnostics = inReadingOrder(draft.diagnostics);
  if (graph === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: buildInventory(draft, graph, folders), diagnostics };
}

async function readFolders(
  beside: readonly string[],
  playbookDirs: readonly string[],
  { files, draft, mayGrow }: { readonly files: Files; readonly draft: Draft; readonly mayGrow: boolean },
): Promise<Folders> {
  const { groups, hosts, diagnostics } = draft;
  const known = { groups: [...groups.keys()], hosts: [...new Set([...hosts.keys(), ...localHosts])] };
  const names = mayGrow ? ({ groups: 'all', hosts: 'all' } as const) : known;
  const read = new Map<string, VariableFolder>();
  for (const folder of new Set([...beside, ...playbookDirs])) {
    read.set(folder, await readVariableFolder(folder, names, { files, diagnostics }));
  }
  const take = (folders: readonly string[]): readonly VariableFolder[] =>
    lastOfEach(folders).flatMap((folder) => read.get(folder) ?? []);
  return { inventory: take(beside), playbook: take(playbookDirs) };
}

/** What is said again later overrides what came in between, so of equal folders the last one counts. */
function lastOfEach(folders: readonly string[]): readonly string[] {
  return [...new Set(folders.toReversed())].reverse();
}

function namesToWarnOf({ groups, hosts }: Draft): readonly Diagnostic[] {
  const both = [...groups.values()].filter(({ name }) => hosts.has(name));
  const odd = [...groups.values()].filter(({ name }) => !/^[A-Za-z_]\w*$/.test(name));
  const warnings = both.map(({ name, at }) => {
    const message = `\`${name}\` is the name of a group and of a host`;
    const hint = 'a pattern with this name means the host alone: rename one of them';
    return warning({ at, length: name.length }, 'same-name', message, hint);
  });
  const [first] = odd;
  if (first === undefined) return warnings;
  const named = odd.slice(0, 3).map(({ name }) => `\`${name}\``);
  const more = odd.length > named.length ? ` and ${odd.length - named.length} more` : '';
  const message = `names of groups with other characters than letters, digits and _: ${named.join(', ')}${more}`;
  const hint = "they work; in templates write `groups['name']`";
  return [...warnings, warning({ at: first.at, length: first.name.length }, 'group-name', message, hint)];
}
