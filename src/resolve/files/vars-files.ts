import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Lookups } from '../../model/lookups.ts';
import type { VariablesRefused } from '../../model/playbook/included-variables.ts';
import type { Host, Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Plan, PlannedPlay } from '../../model/playbook/plan.ts';
import type { JsonObject } from '../../model/values/json.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { GATHERED } from '../../probes/facts/names.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import { variableScope } from '../../python/template/scope.ts';
import { onHosts } from '../check/check-mentions.ts';
import {
  AT_FIRST,
  evaluatorFor,
  type HostScope,
  type LateScope,
  NOTHING_PENDING,
  type ScopeParts,
} from '../evaluator.ts';
import type { Evaluator } from '../params.ts';

/** What lies in a file, by its absolute path. */
export type VarsFileTexts = (path: string) => Variables | 'missing' | 'unread' | VariablesRefused;

/** What the `vars_files` of a play give one host. */
export interface FromVarsFiles {
  /** Later files win. */
  readonly variables: Variables;
  /** Files that have to be looked at before more can be said. */
  readonly unread: readonly string[];
  /** Entries of which no file is there. */
  readonly missing: readonly MissingVarsFile[];
  /** Why the name of a file is known only when facts are; undefined: all are. */
  readonly late: string | undefined;
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
  { host, facts, pending }: Pick<ScopeParts, 'host' | 'facts' | 'pending'>,
  texts: VarsFileTexts,
): FromVarsFiles {
  const variables = new Map<string, Variable>();
  const missing: MissingVarsFile[] = [];
  let late: string | undefined;
  for (const { names } of varsFiles) {
    const written = { ...host.written, 'play vars_files': variables };
    const { render } = evaluatorFor({
      ...AT_FIRST,
      facts,
      pending,
      host: { ...host, written, late: undefined },
    });
    const places = names.map((name) => placesOf(name, folder, render));
    const paths = places.flatMap((place) => place.paths);
    const unread = paths.filter((path) => texts(path) === 'unread');
    if (unread.length > 0) return { variables, unread, missing, late };
    const open = places.find(({ isLate }) => isLate);
    late ??= open?.why;
    const found = paths.map(texts).find((text) => typeof text !== 'string');
    if (found instanceof Map) for (const [name, variable] of found) variables.set(name, variable);
    else if (found !== undefined) missing.push(unreadable(places, found as VariablesRefused));
    else if (open === undefined) missing.push(missingOf(places, folder));
  }
  return { variables, unread: [], missing, late };
}

/** Before any task, where facts may be gathered. */
export function beforeFacts(host: HostScope): Pick<ScopeParts, 'host' | 'facts' | 'pending'> {
  return { ...AT_FIRST, host, pending: FACTS };
}

const FACTS: ReadonlySet<string> = new Set(GATHERED);

type Naming = Pick<PlannedPlay, 'varsFiles' | 'folder'>;

/**
 * Adds what the files of a play give to the scope of a host. Where no name depends on a host they are read once. Where one
 * depends on facts, all are looked for again with those of the moment.
 */
export function withVarsFiles(
  play: Naming,
  read: Pick<ReadonlyMap<string, Variables>, 'get'>,
  lookups: Lookups | undefined,
): (scope: HostScope) => HostScope {
  if (play.varsFiles.length === 0) return (scope) => scope;
  const isSame = play.varsFiles.every(({ names }) => names.every(({ text }) => !isTemplate(text)));
  let known: Variables | undefined;
  return (scope) => {
    const found =
      known === undefined
        ? fromVarsFiles(play, beforeFacts(scope), (path) => read.get(path) ?? 'missing')
        : { variables: known, late: undefined };
    const { variables, late } = found;
    if (isSame) known = variables;
    if (late !== undefined) return { ...scope, late: lateFiles(play, read, lookups) };
    return { ...scope, written: { ...scope.written, 'play vars_files': variables } };
  };
}

function lateFiles(
  play: Naming,
  read: Pick<ReadonlyMap<string, Variables>, 'get'>,
  lookups: Lookups | undefined,
): LateScope {
  const texts: VarsFileTexts = (path) => read.get(path) ?? textNow(path, lookups);
  const byFacts = new WeakMap<JsonObject, FromVarsFiles>();
  return (parts, met) => {
    const isOpen = GATHERED.some((name) => parts.pending.has(name));
    const found = (): FromVarsFiles => {
      const pending = isOpen ? FACTS : NOTHING_PENDING;
      const known = isOpen ? undefined : byFacts.get(parts.facts);
      const files = known ?? fromVarsFiles(play, { ...parts, pending }, texts);
      if (!isOpen) byFacts.set(parts.facts, files);
      return files;
    };
    return {
      get: (name) => {
        const { variables, missing, late } = found();
        if (late !== undefined) {
          met(name);
          return { kind: 'pending', why: `\`${name}\` may come from a file of \`vars_files\`: ${late}` };
        }
        const value = variableScope(variables).get(name);
        const [first] = missing;
        return first === undefined || value.kind !== 'missing'
          ? value
          : { kind: 'refused', why: `vars_files: ${first.message}`, hint: first.hint };
      },
      names: () => found().variables.keys(),
    };
  };
}

function textNow(path: string, lookups: Lookups | undefined): ReturnType<VarsFileTexts> {
  const answer = lookups?.variables?.(path);
  if (answer?.kind === 'variables') return answer.variables;
  return answer === undefined || answer.isMissing === true ? 'missing' : answer;
}

function unreadable([first]: readonly Places[], { why, hint }: VariablesRefused): MissingVarsFile {
  if (first === undefined) throw new Error('an entry of vars_files without a name');
  return { name: first.name, message: why, hint: hint ?? 'correct the file' };
}

interface Places {
  readonly name: ScalarNode;
  readonly paths: readonly string[];
  /** Why there are none. */
  readonly why: string | undefined;
  readonly hint: string | undefined;
  /** Facts are known later. */
  readonly isLate: boolean;
}

function placesOf(name: ScalarNode, folder: string, render: Evaluator['render']): Places {
  const rendered = isTemplate(name.text) ? render(name.text) : { ok: true as const, value: name.text };
  if (!rendered.ok) {
    const { message, hint, kind } = rendered.error;
    return { name, paths: [], why: message, hint, isLate: kind === 'pending' };
  }
  const file = String(rendered.value);
  const paths = [...new Set([resolve(join(folder, 'vars'), file), resolve(folder, file)])];
  return { name, paths, why: undefined, hint: undefined, isLate: false };
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
  gathers: boolean,
): readonly MissingVarsFile[] {
  if (play.varsFiles.length === 0) return [];
  const at = gathers ? beforeFacts(scope) : { ...AT_FIRST, host: scope };
  return fromVarsFiles(play, at, (path) => varsFiles.get(path) ?? 'missing').missing;
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
