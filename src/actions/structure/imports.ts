import type { Action } from '../../model/action.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import { includeRole } from './include_role/action.ts';

/** What an import stands for is put into its place when its playbook is read: no plan has one. */
function readBefore(name: string): never {
  throw new Error(`${name} was not put in when its playbook was read`);
}

export const importTasks: Action = defineAction({
  name: 'import_tasks',
  collections: BUILTIN,
  summary: 'Put the tasks of a file here, before anything runs',
  readOnly: false,
  params: { file: { type: 'string', description: 'The file of tasks', required: true } },
  freeForm: 'file',
  example: `- name: Install
  import_tasks: install.yml
`,
  observe: () => ({}),
  plan: () => readBefore('import_tasks'),
});

export const importRole: Action = {
  ...includeRole,
  ...{ name: 'import_role', aliases: BUILTIN.map((collection) => `${collection}.import_role`) },
  summary: 'Put the tasks of a role here, before anything runs',
  example: `- name: Install
  import_role: {name: web, tasks_from: install}
`,
  plan: () => readBefore('import_role'),
};
