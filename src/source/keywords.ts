import type { PropertySchema } from '../model/params/params-schema.ts';

/** One word of the playbook language: the schema for editors, the check and the documentation are made from it. */
export interface Keyword extends Omit<PropertySchema, 'type' | 'aliases' | 'default'> {
  /**
   * Beside the types of parameters: `tasks`, a list of tasks; `hosts`, a host pattern or a list of them; `serial`, a
   * batch size or a list of them; `names`, a text or a list of texts, never split at commas; `vars`, variables; `files`,
   * what `vars_files` takes; `prompts`, what `vars_prompt` takes.
   */
  readonly type:
    | PropertySchema['type']
    | 'tasks'
    | 'hosts'
    | 'serial'
    | 'names'
    | 'vars'
    | 'files'
    | 'prompts';
  /** True where the value may hold `{{ }}`. */
  readonly templates?: true;
  /** What `pattern` asks for, in words that follow "must be". */
  readonly form?: string;
}

type Keywords = Readonly<Record<string, Keyword>>;

const becomeKeywords: Keywords = {
  become: { type: 'boolean', description: 'Act with the rights of another user, by sudo' },
  become_user: {
    type: 'string',
    description: 'The user to become; root when not said',
    pattern: '^[^\\s{}]+$',
    form: 'the name of a user',
  },
  become_method: { type: 'string', description: 'How to become it; only sudo is known', enum: ['sudo'] },
};

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
  serial: {
    type: 'serial',
    description:
      'How many hosts at a time: a number, a percentage, or a list of them, one a batch, the last repeated',
  },
  max_fail_percentage: {
    type: 'number',
    description: 'No further batch starts when more than this part of a batch has failed; 0 when not said',
    minimum: 0,
    maximum: 100,
  },
  any_errors_fatal: {
    type: 'boolean',
    description: 'True: one failed host is enough to start no further batch',
  },
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
  post_tasks: { type: 'tasks', description: 'Tasks after `tasks`' },
  handlers: {
    type: 'tasks',
    description: 'Tasks that run once, after all others, when a changed task notifies them',
  },
  verify: { type: 'tasks', description: 'Read-only tasks that must pass on a host after it was changed' },
  tags: {
    type: 'strings',
    description: 'Words that --tags and --skip-tags choose by, for every task of the play',
  },
  gather_facts: { type: 'boolean', description: 'Only false: facts are not collected' },
  ignore_errors: { type: 'boolean', description: 'Go on when a task of the play fails' },
  no_log: {
    type: 'boolean',
    description: 'Keep parameters, differences and output of all tasks out of every log',
  },
  timeout: { type: 'duration', description: 'The longest one task of the play may take', minimum: 1000 },
};

/** The keys of an entry of `vars_prompt`. */
export const promptKeywords: Keywords = {
  name: { type: 'string', description: 'The variable', required: true },
  prompt: { type: 'string', description: 'What is asked; the name when not said', templates: true },
  default: { type: 'string', description: 'The value when nothing is typed in', templates: true },
  private: { type: 'boolean', description: 'What is typed in is not shown; true when not said' },
  confirm: { type: 'boolean', description: 'It is typed in twice' },
  unsafe: { type: 'boolean', description: 'What is typed in is never read as a template' },
};

/** Of every task, wherever it stands. */
const checkKeywords: Keywords = {
  name: { type: 'string', description: 'What the task is for, shown while it runs', templates: true },
  vars: { type: 'vars', description: 'Variables for this task', templates: true },
  when: { type: 'conditions', description: 'Conditions that must all hold, or the task is skipped' },
  register: {
    type: 'string',
    description: 'Name of a variable that keeps the result',
    pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    form: 'letters, digits and underscores, without a digit at the start',
  },
  ...becomeKeywords,
  tags: { type: 'strings', description: 'Words that --tags and --skip-tags choose by' },
  no_log: { type: 'boolean', description: 'Keep parameters, differences and output out of every log' },
  timeout: { type: 'duration', description: 'The longest the task may take on a host', minimum: 1000 },
  args: {
    type: 'map',
    description: 'More parameters of the action, for actions that take a text',
    templates: true,
  },
  environment: {
    type: 'map',
    description: 'Environment variables, for actions that take them',
    templates: true,
  },
};

const taskKeywords: Keywords = {
  ...checkKeywords,
  changed_when: { type: 'conditions', description: 'Conditions under which the task counts as changed' },
  failed_when: { type: 'conditions', description: 'Conditions under which the task counts as failed' },
  notify: { type: 'names', description: 'Handlers to run when this task changes something' },
  ignore_errors: { type: 'boolean', description: 'Go on when this task fails' },
  undo: {
    type: 'string',
    description: 'Shell text that takes back what the command did',
    templates: true,
  },
  irreversible: { type: 'boolean', description: 'True: accept that this cannot be undone' },
  allow_flush: {
    type: 'boolean',
    description: 'True: accept that this empties chains of the running firewall, which nobody else puts back',
  },
  impact: {
    type: 'string',
    description: 'What a person should know before this happens, shown in the preview',
    templates: true,
  },
};

const handlerKeywords: Keywords = {
  ...taskKeywords,
  listen: { type: 'names', description: 'Further names the handler answers to' },
};

/** The mappings a playbook is made of. `check` is a task of `preflight` or `verify`. */
export type Level = 'play' | 'task' | 'handler' | 'check';

export const keywordsOf: Readonly<Record<Level, Keywords>> = {
  play: playKeywords,
  task: taskKeywords,
  handler: handlerKeywords,
  check: checkKeywords,
};

/** The keywords that such a mapping must have. */
export const requiredKeywords: Readonly<Record<Level, readonly string[]>> = {
  play: requiredIn(playKeywords),
  task: requiredIn(taskKeywords),
  handler: requiredIn(handlerKeywords),
  check: requiredIn(checkKeywords),
};

function requiredIn(keywords: Keywords): readonly string[] {
  return Object.keys(keywords).filter((name) => keywords[name]?.required === true);
}
