import { blankTask } from '../../model/playbook/blank-task.ts';
import { withoutExtension } from '../../model/playbook/include-places.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import type { MapEntry, ScalarNode, Tree } from '../../model/values/tree.ts';
import type { StandingRole } from '../playbook/language.ts';
import { scalarIn } from '../playbook/values.ts';
import { entryOf } from '../yaml/tree-place.ts';
import type { RoleCall } from './role-call.ts';

/** The task that checks what a role is given, where the role says what it takes: it comes first, as in Ansible. */
export function argumentTask(
  specs: Tree | undefined,
  { from }: RoleCall,
  role: StandingRole,
): readonly LooseTask[] {
  const entryPoint = withoutExtension(from.tasks);
  const spec = specs === undefined ? undefined : entryOf(specs, entryPoint)?.value;
  const options = spec === undefined ? undefined : entryOf(spec, 'options');
  if (spec === undefined || options?.value.kind !== 'map') return [];
  const what = scalarIn(spec, 'short_description')?.text;
  const { keyAt: at } = options;
  const entry = (key: string, value: Tree): MapEntry => ({ key, keyAt: at, value });
  const given = options.value.entries.map(({ key, keyAt }) =>
    entry(key, textAt(`{{ ${key} | default(omit) }}`, keyAt)),
  );
  const context = Object.entries({
    type: 'role',
    name: role.name,
    argument_spec_name: entryPoint,
    path: role.folder,
  }).map(([key, text]) => entry(key, textAt(text, at)));
  const name = `Validating arguments against arg spec '${entryPoint}'${what === undefined ? '' : ` - ${what}`}`;
  const params = [
    entry('argument_spec', options.value),
    entry('provided_arguments', { kind: 'map', entries: given, at }),
    entry('validate_args_context', { kind: 'map', entries: context, at }),
  ];
  const task = blankTask(name, 'validate_argument_spec', params, at);
  return [{ ...task, tags: ['always'], role: role.key, given: role.params }];
}

export function textAt(text: string, at: ScalarNode['at']): ScalarNode {
  return { kind: 'scalar', value: text, text, plain: false, at };
}
