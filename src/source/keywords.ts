import { hostOrders, strategies } from '../model/playbook/playbook.ts';
import {
  acrossKeywords,
  applyKeywords,
  becomeKeywords,
  blockKeywords,
  checkKeywords,
  handlerKeywords,
  importKeywords,
  type Keywords,
  lookOnly,
  roleKeywords,
  taskKeywords,
} from './task-keywords.ts';

const playKeywords: Keywords = {
  name: { type: 'string', description: 'What the play is for, shown while it runs' },
  hosts: {
    type: 'hosts',
    description: 'Host pattern, such as `web:!web-3`, or a list of patterns',
    templates: true,
    required: true,
  },
  vars: { type: 'vars', description: 'Variables for every task of the play', templates: true },
  vars_files: {
    type: 'files',
    description:
      'Files with variables for the play, beside it or in its folder `vars`; of a list in the list, the first that is there',
    templates: true,
  },
  vars_prompt: {
    type: 'prompts',
    description: 'Variables that a person types in before anything runs, unless -e gives them',
    templates: true,
  },
  ...becomeKeywords,
  ...lookOnly,
  serial: {
    type: 'serial',
    description:
      'How many hosts at a time: a number, a percentage, or a list of them, one a batch, the last repeated; 0: all',
    templates: true,
  },
  max_fail_percentage: {
    type: 'number',
    description: 'No further batch starts when more than this part of a batch has failed; 0 when not said',
    minimum: 0,
    maximum: 100,
    templates: true,
  },
  ...acrossKeywords,
  on_failure: {
    type: 'string',
    description:
      'When a host fails: put that host back and start no further one, put all hosts of the run back, leave the host as it is and stop, or leave it and go on',
    enum: ['rollback_host', 'rollback_run', 'stop', 'continue'],
  },
  soak: { type: 'duration', description: 'Time to wait between batches, such as `90s` or `5m`' },
  preflight: {
    type: 'tasks',
    description: 'Read-only tasks that must pass on all hosts before any is changed',
  },
  pre_tasks: { type: 'tasks', description: 'Tasks before `tasks`' },
  tasks: { type: 'tasks', description: 'What is to be done, in this order' },
  roles: { type: 'roles', description: 'Roles that run between `pre_tasks` and `tasks`' },
  post_tasks: { type: 'tasks', description: 'Tasks after `tasks`' },
  handlers: {
    type: 'tasks',
    description: 'Tasks that run once, after all others, when a changed task notifies them',
  },
  verify: { type: 'tasks', description: 'Read-only tasks that must pass on a host after it was changed' },
  collections: {
    type: 'names',
    description: 'Collections in which roles are looked for that are named without one; actions need none',
  },
  tags: {
    type: 'strings',
    description: 'Words that --tags and --skip-tags choose by, for every task of the play',
  },
  environment: {
    type: 'maps',
    description: 'Environment variables for every task of the play',
    templates: true,
  },
  module_defaults: {
    type: 'vars',
    description:
      'Parameters by the action that takes them, such as `{copy: {mode: "0644"}}`, for tasks that do not say them themselves; the nearest word on an action counts',
    templates: true,
  },
  connection: {
    type: 'string',
    description: 'How hosts are reached whose variables do not say',
    templates: true,
  },
  remote_user: {
    type: 'string',
    description: 'Who logs in to hosts whose variables do not say',
    templates: true,
  },
  user: { type: 'string', description: 'The same as `remote_user`', templates: true },
  port: { type: 'integer', description: 'The port of hosts whose variables do not say', templates: true },
  order: {
    type: 'string',
    description: 'The order of the hosts',
    enum: hostOrders,
    templates: true,
  },
  strategy: {
    type: 'string',
    description: 'Whether hosts wait for one another',
    enum: [...strategies, ...strategies.map((name) => `ansible.builtin.${name}`)],
    templates: true,
  },
  force_handlers: {
    type: 'boolean',
    description: 'Handlers run on a host that failed too',
    templates: true,
  },
  gather_facts: {
    type: 'boolean',
    description: 'False: facts are not gathered before the play; otherwise those that it may use are',
    templates: true,
  },
  gather_subset: {
    type: 'names',
    description: 'Which facts are gathered, as the parameter of that name of `setup` says it',
    templates: true,
  },
  gather_timeout: {
    type: 'integer',
    description: 'Seconds to wait for what does not answer while facts are gathered; 10 when not said',
    templates: true,
  },
  fact_path: {
    type: 'string',
    description: 'Where hosts keep facts of their own; /etc/ansible/facts.d when not said',
    templates: true,
  },
  ignore_errors: {
    type: 'boolean',
    description: 'Go on when a task of the play fails',
    templates: true,
  },
  no_log: {
    type: 'boolean',
    description: 'Keep parameters, differences and output of all tasks out of every log',
    templates: true,
  },
  timeout: {
    type: 'duration',
    description: 'The longest one task of the play may take',
    minimum: 1000,
    templates: true,
  },
};

/** The keys of an entry of `vars_prompt`. */
export const promptKeywords: Keywords = {
  name: { type: 'string', description: 'The variable', required: true },
  prompt: { type: 'string', description: 'What is asked; the name when not said', templates: true },
  default: { type: 'string', description: 'The value when nothing is typed in', templates: true },
  private: { type: 'boolean', description: 'What is typed in is not shown; true when not said' },
  confirm: { type: 'boolean', description: 'It is typed in twice' },
  unsafe: { type: 'boolean', description: 'What is typed in is never read as a template' },
  encrypt: {
    type: 'string',
    description:
      'The variable is the hash of what is typed in, such as `sha512_crypt`; a plan that is saved needs a `salt` too',
    templates: true,
  },
  salt: { type: 'string', description: 'The salt of the hash; one is drawn when not said', templates: true },
  salt_size: { type: 'integer', description: 'How long a salt is drawn', minimum: 1 },
};

/** The mappings a playbook is made of. `check` is a task of `preflight` or `verify`. */
export type Level = 'play' | 'task' | 'handler' | 'check' | 'block' | 'apply' | 'role' | 'import';

/** The levels of tasks. */
export type TaskLevel = Extract<Level, 'task' | 'handler' | 'check'>;

export const keywordsOf: Readonly<Record<Level, Keywords>> = {
  play: playKeywords,
  task: taskKeywords,
  handler: handlerKeywords,
  check: checkKeywords,
  block: blockKeywords,
  apply: applyKeywords,
  role: roleKeywords,
  import: importKeywords,
};

/** The keywords that such a mapping must have. */
export const requiredKeywords: Readonly<Record<Level, readonly string[]>> = {
  play: requiredIn(playKeywords),
  task: requiredIn(taskKeywords),
  handler: requiredIn(handlerKeywords),
  check: requiredIn(checkKeywords),
  block: requiredIn(blockKeywords),
  apply: requiredIn(applyKeywords),
  role: requiredIn(roleKeywords),
  import: requiredIn(importKeywords),
};

function requiredIn(keywords: Keywords): readonly string[] {
  return Object.keys(keywords).filter((name) => keywords[name]?.required === true);
}
