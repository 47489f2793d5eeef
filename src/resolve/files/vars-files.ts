import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Host, Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Plan, PlannedPlay } from '../../model/playbook/plan.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import { onHosts } from '../check/check-mentions.ts';
import { evaluatorBefore, type HostScope } from '../evaluator.ts';

/** What lies in a file, by its absolute path. */
export type VarsFileTexts = (path: string) => Variables | 'missing' | 'unread';

/** What the `vars_files` of a play give one host. */
export interface FromVarsFiles {
  /** Later files win. */
  readonly variables: Variables;
  /** Files that have to be looked at before more can be said. */
  readonly unread: readonly string[];
  /** Entries of which no file is there. */
  readonly missing: readonly MissingVarsFile[];
}

export interface MissingVarsFile {
  readonly name: ScalarNode;
  readonly message: string;
  readonly hint: string;
}

/**
 * Finds the files of a play for one host. As in Ansible a name may use the host's variables, the play's, and those of
 * the files before it, and a file is looked for in `vars` beside the playbook first, then beside it.
 */
export function fromVarsFiles(
  { varsFiles, folder }: Naming,
  scope: HostScope,
  texts: VarsFileTexts,
): FromVarsFiles {
  const variables = new Map<string, Variable>();
  const missing: MissingVarsFile[] = [];
  for (const { names } of varsFiles) {
    const written = { ...scope.written, 'play vars_files': variables };
    const places = names.map((name) => placesOf(name, folder, { ...scope, written }));
    const paths = places.flatMap((place) => place.paths);
    const unread = paths.filter((path) => texts(path) === 'unread');
    if (unread.length > 0) return { variables, unread, missing };
    const found = paths.map(texts).find((text) => typeof text !== 'string');
    if (typeof found === 'object') for (const [name, variable] of found) variables.set(name, variable);
    else missing.push(missingOf(places, folder));
  }
  return { variables, unread: [], missing };
}

type Naming = Pick<PlannedPlay, 'varsFiles' | 'folder'>;

/** Adds what the files of a play give to the scope of a host. Where no name depends on a host they are read once. */
export function withVarsFiles(play: Naming, texts: VarsFileTexts): (scope: HostScope) => HostScope {
  if (play.varsFiles.length === 0) return (scope) => scope;
  const isSame = play.varsFiles.every(({ names }) => names.every(({ text }) => !isTemplate(text)));
  let known: Variables | undefined;
  return (scope) => {
    const variables = known ?? fromVarsFiles(play, scope, texts).variables;
    if (isSame) known = variables;
    return { ...scope, written: { ...scope.written, 'play vars_files': variables } };
  };
}

interface Places {
  readonly name: ScalarNode;
  readonly paths: readonly string[];
  /** Why there are none. */
  readonly why: string | undefined;
  readonly hint: string | undefined;
}

function placesOf(name: ScalarNode, folder: string, scope: HostScope): Places {
  const rendered = isTemplate(name.text)
    ? evaluatorBefore(scope).render(name.text)
    : { ok: true as const, value: name.text };
  if (!rendered.ok) return { name, paths: [], why: rendered.error.message, hint: rendered.error.hint };
  const file = String(rendered.value);
  const paths = [...new Set([resolve(join(folder, 'vars'), file), resolve(folder, file)])];
  return { name, paths, why: undefined, hint: undefined };
}

function missingOf(places: readonly Places[], folder: string): MissingVarsFile {
  const [first] = places;
  if (first === undefined) throw new Error('an entry of vars_files without a name');
  const unclear = places.find(({ why }) => why !== undefined);
  if (unclear !== undefined) {
    const hint = unclear.hint ?? 'give the variable a value, or add a file that is there to the list';
    return { name: unclear.name, message: `the name of this file is not known: ${unclear.why}`, hint };
  }
  const names = places.map(({ name: { text } }) => `\`${text}\``);
  const message =
    names.length === 1 ? `there is no file ${names[0]}` : `none of the files ${names.join(', ')} is there`;
  return { name: first.name, message, hint: `it is looked for in ${join(folder, 'vars')} and in ${folder}` };
}

/** The entries of which a host finds no file. */
export function missingVarsFiles(
  play: Naming,
  scope: HostScope,
  { varsFiles }: Pick<Plan, 'varsFiles'>,
): readonly MissingVarsFile[] {
  if (play.varsFiles.length === 0) return [];
  return fromVarsFiles(play, scope, (path) => varsFiles.get(path) ?? 'missing').missing;
}

/** What is missing, told once for all hosts that miss it. */
export function toldMissing(
  found: ReadonlyMap<string, readonly MissingVarsFile[]>,
  hosts: readonly Pick<Host, 'name'>[],
): readonly Diagnostic[] {
  const byPlace = new Map<string, { readonly one: MissingVarsFile; readonly of: string[] }>();
  for (const [host, missing] of found) {
    for (const one of missing) {
      const key = JSON.stringify([one.name.at, one.message]);
      const known = byPlace.get(key) ?? { one, of: [] };
      byPlace.set(key, known);
      known.of.push(host);
    }
  }
  return [...byPlace.values()].map(({ one: { name, message, hint }, of }) => ({
    severity: 'error',
    code: 'no-such-file',
    message: of.length === hosts.length ? message : `${message} (${onHosts(of)})`,
    at: name.at,
    length: Math.max(1, name.text.length),
    hint,
  }));
}
