import type { Variables } from '../../model/playbook/inventory.ts';
import { type Inherited, OPEN } from '../../model/playbook/structure.ts';
import type { MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { keywordsOf } from '../keywords.ts';
import { checkMap } from '../playbook/check-map.ts';
import { checkKeywordSyntax } from '../playbook/check-syntax.ts';
import type { Reading } from '../playbook/language.ts';
import { levelRules } from '../playbook/level-rules.ts';
import { scalarIn } from '../playbook/values.ts';
import { readVariables } from '../playbook/variables.ts';
import { inheritedOf } from '../structure/inherited.ts';
import { knownName, withKnown } from '../structure/known.ts';
import { entryOf, treePlace } from '../yaml/tree-place.ts';
import type { RolePart } from './role-files.ts';

/** A role that somebody wants, and with what. */
export interface RoleCall {
  readonly name: ScalarNode;
  /** The names of its files. */
  readonly from: Readonly<Record<Exclude<RolePart, 'meta'>, string>>;
  readonly params: Variables;
  /** Below what the role itself says. */
  readonly vars: Variables;
  /** What holds for all of its tasks. */
  readonly inherited: Inherited;
  /** Once a play, unless the role itself allows more. */
  readonly once: boolean;
}

export const MAIN: RoleCall['from'] = { tasks: 'main', handlers: 'main', vars: 'main', defaults: 'main' };

const NOTHING_GIVEN = {
  params: new Map(),
  vars: new Map(),
  inherited: OPEN,
  from: MAIN,
  once: true,
} as const;

/** One of a play's `roles:`, or of the dependencies of a role; undefined: it names no role, which is told. */
export function roleCallOf(written: Tree, reading: Reading): RoleCall | undefined {
  if (written.kind === 'scalar' && written.value !== null) {
    const own = knownName(written, 'the name of a role', reading);
    return own && { ...NOTHING_GIVEN, name: own };
  }
  if (written.kind !== 'map') return refuse(written, reading);
  const tree = withKnown(written, ['role', 'name', 'tags'], reading);
  const name = scalarIn(tree, 'role') ?? scalarIn(tree, 'name');
  if (name === undefined) return tree === written ? refuse(tree, reading) : undefined;
  const isKeyword = (key: string): boolean => Object.hasOwn(keywordsOf.role, key);
  const keywords = { ...tree, entries: tree.entries.filter(({ key }) => isKeyword(key)) };
  const params: MapNode = {
    ...tree,
    entries: tree.entries.filter(({ key }) => !isKeyword(key) && !OF_GALAXY.has(key)),
  };
  const { values, diagnostics } = checkMap(keywords, levelRules('role', keywords));
  reading.diagnostics.push(...diagnostics);
  checkKeywordSyntax(keywords, reading);
  const { vars, ...inherited } = inheritedOf(keywords, values, reading);
  const given = readVariables(params, reading);
  return { ...NOTHING_GIVEN, name, params: given, vars, inherited: { ...inherited, vars: new Map() } };
}

/** What says where a role is downloaded from. */
const OF_GALAXY: ReadonlySet<string> = new Set(['src', 'version', 'scm']);

function refuse(tree: Tree, { diagnostics }: Reading): undefined {
  const hint = 'write its name, or `{role: name}` with what it is given';
  diagnostics.push(mistake(treePlace(tree), 'invalid-role', 'this names no role', hint));
}

/** The role that `import_role` or `include_role` names; undefined: none, which was told. */
export function calledRole(params: Tree, inherited: Inherited): RoleCall | undefined {
  const name = scalarIn(params, 'name') ?? scalarIn(params, 'role');
  if (name === undefined) return undefined;
  const file = (key: string): string => scalarIn(params, key)?.text ?? 'main';
  return {
    ...{ name, inherited, params: new Map(), vars: new Map(), once: saysNo(params, 'allow_duplicates') },
    from: {
      tasks: file('tasks_from'),
      handlers: file('handlers_from'),
      vars: file('vars_from'),
      defaults: file('defaults_from'),
    },
  };
}

/** Whether a mapping says no to this. */
export function saysNo(tree: Tree, key: string): boolean {
  const value = entryOf(tree, key)?.value;
  return value?.kind === 'scalar' && /^(?:false|no|off|0|n|f)$/i.test(value.text);
}

/** Whether a mapping says yes to this. */
export function saysYes(tree: Tree, key: string): boolean {
  const value = entryOf(tree, key)?.value;
  return value?.kind === 'scalar' && /^(?:true|yes|on|1|y|t)$/i.test(value.text);
}
