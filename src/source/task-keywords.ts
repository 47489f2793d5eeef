import type { PropertySchema } from '../model/params/params-schema.ts';

/** One word of the playbook language: the schema for editors, the check and the documentation are made from it. */
export interface Keyword extends Omit<PropertySchema, 'type' | 'aliases' | 'default'> {
  /**
   * Beside the types of parameters: `tasks`, a list of tasks; `roles`, a list of roles; `hosts`, a host pattern or a list of them; `serial`, a
   * batch size or a list of them; `names`, a text or a list of texts, never split at commas; `vars`,
   * variables; `files`, what `vars_files` takes; `prompts`, what `vars_prompt` takes.
   */
  readonly type:
    | PropertySchema['type']
    | 'tasks'
    | 'roles'
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

export type Keywords = Readonly<Record<string, Keyword>>;

export const becomeKeywords: Keywords = {
  become: { type: 'boolean', description: 'Act with the rights of another user, by sudo', templates: true },
  become_user: {
    type: 'string',
    description: 'The user to become; root when not said',
    pattern: '^[^\\s{}]+$',
    form: 'the name of a user',
    templates: true,
  },
  become_method: {
    type: 'string',
    description: 'How to become it; only sudo is known',
    enum: ['sudo'],
    templates: true,
  },
  become_exe: {
    type: 'string',
    description: 'The program for it; only sudo, as it is found on the host',
    enum: ['sudo'],
  },
  become_flags: {
    type: 'string',
    description: 'Options of sudo; only -H, -S and -n, which it gets anyway: put the rest into sudoers',
    pattern: '^(?:\\s*-[HSn]+)*\\s*$',
    form: 'made of -H, -S and -n',
  },
};

/** How tasks reach beyond their own host: of plays, of blocks and of tasks that may change something. */
export const acrossKeywords: Keywords = {
  run_once: {
    type: 'boolean',
    description: 'True: only the first host of a batch does it; what it comes to counts for all of them',
    templates: true,
  },
  any_errors_fatal: {
    type: 'boolean',
    description: 'True: when it fails on one host, all hosts of the batch fail, and no further batch starts',
    templates: true,
  },
  ignore_unreachable: {
    type: 'boolean',
    description: 'True: go on when the host cannot be reached; what was begun there must still be known',
    templates: true,
  },
  throttle: {
    type: 'integer',
    description: 'How many hosts do it at the same time at most; 0 when not said: as many as --forks',
    templates: true,
  },
};

/** Of all that holds tasks, and of a task. */
export const lookOnly: Keywords = {
  check_mode: {
    type: 'boolean',
    description: 'True: say what would change, and do not change it; an apply does what says false as ever',
    templates: true,
  },
  diff: { type: 'boolean', description: 'False: differences are not shown', templates: true },
  debugger: {
    type: 'string',
    description:
      'Only `never`: nobody is asked while hosts wait; `--step` asks before each task, -v tells more',
    enum: ['never'],
  },
};

/** On which host a task is done, and how that is reached. */
const delegateKeywords: Keywords = {
  connection: {
    type: 'string',
    description:
      'How its host is reached, where its variables do not say; `local`: it is done on this machine',
    templates: true,
  },
  remote_user: {
    type: 'string',
    description: 'Who logs in to its host, where its variables do not say: the same as for the play',
    templates: true,
  },
  port: {
    type: 'integer',
    description: 'The port of its host, where its variables do not say: the same as for the play',
    templates: true,
  },
  delegate_to: {
    type: 'string',
    description: 'The host on which it is done in place of its own',
    templates: true,
  },
  delegate_facts: {
    type: 'boolean',
    description: 'True: the facts that it finds are those of the host it is delegated to',
    templates: true,
  },
};

/** Of everything that holds tasks or is one, but for a play. */
const everywhere: Keywords = {
  name: { type: 'string', description: 'What the task is for, shown while it runs', templates: true },
  vars: { type: 'vars', description: 'Variables for this task', templates: true },
  when: { type: 'conditions', description: 'Conditions that must all hold, or the task is skipped' },
  ...becomeKeywords,
  tags: { type: 'strings', description: 'Words that --tags and --skip-tags choose by' },
  no_log: {
    type: 'boolean',
    description: 'Keep parameters, differences and output out of every log',
    templates: true,
  },
  timeout: {
    type: 'duration',
    description: 'The longest the task may take on a host',
    minimum: 1000,
    templates: true,
  },
  ...lookOnly,
  ...delegateKeywords,
  collections: { type: 'names', description: 'Accepted; actions are found without it' },
  environment: {
    type: 'maps',
    description: 'Environment variables, for actions that take them',
    templates: true,
  },
  module_defaults: {
    type: 'vars',
    description:
      'Parameters by the action that takes them, such as `{copy: {mode: "0644"}}`, for tasks that do not say them themselves; the nearest word on an action counts',
    templates: true,
  },
};

/** Of every task, wherever it stands. */
export const checkKeywords: Keywords = {
  ...everywhere,
  register: {
    type: 'string',
    description: 'Name of a variable that keeps the result',
    pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    form: 'letters, digits and underscores, without a digit at the start',
  },
  args: {
    type: 'map',
    description: 'More parameters of the action, for actions that take a text',
    templates: true,
  },
};

const notify: Keywords = {
  notify: { type: 'names', description: 'Handlers to run when this task changes something', templates: true },
};

const loops: Keywords = {
  loop: { type: 'any', description: 'A list: the task is done once for each of its items', templates: true },
  loop_control: { type: 'map', description: 'How the items are called and shown', templates: true },
  until: { type: 'conditions', description: 'The task is done again until these conditions hold' },
  retries: {
    type: 'integer',
    description: 'How often it is done again at most; 3 when not said',
    templates: true,
  },
  delay: { type: 'number', description: 'Seconds between two attempts; 5 when not said', templates: true },
};

const job: Keywords = {
  async: {
    type: 'integer',
    description: 'The longest it may take, in seconds; 0: nothing is said of it',
    minimum: 0,
    templates: true,
  },
  poll: {
    type: 'integer',
    description:
      'How often it is looked at, in seconds: it is waited for whatever this says; 0: `async_status` tells what came of it',
    minimum: 0,
    templates: true,
  },
};

const ignoreErrors: Keywords = {
  ignore_errors: { type: 'boolean', description: 'Go on when this task fails', templates: true },
};

export const taskKeywords: Keywords = {
  ...checkKeywords,
  changed_when: { type: 'conditions', description: 'Conditions under which the task counts as changed' },
  failed_when: { type: 'conditions', description: 'Conditions under which the task counts as failed' },
  ...notify,
  ...ignoreErrors,
  ...acrossKeywords,
  ...loops,
  ...job,
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

export const handlerKeywords: Keywords = {
  ...taskKeywords,
  listen: { type: 'names', description: 'Further names the handler answers to' },
};

export const blockKeywords: Keywords = {
  ...everywhere,
  ...notify,
  ...ignoreErrors,
  ...acrossKeywords,
  block: { type: 'tasks', description: 'Tasks that share the keywords beside them', required: true },
  rescue: { type: 'tasks', description: 'Tasks for a host on which one of `block` has failed' },
  always: { type: 'tasks', description: 'Tasks that run after those, whatever has failed' },
};

/** Of what `include_tasks` and `include_role` give to all that they include. */
export const applyKeywords: Keywords = {
  ...everywhere,
  ...notify,
  ...ignoreErrors,
  ...acrossKeywords,
};

/** Of a play's `roles:` and of the dependencies of a role; whatever else stands there is given to the role. */
export const roleKeywords: Keywords = {
  ...applyKeywords,
  role: { type: 'string', description: 'The name of the role, or its path' },
  name: { type: 'string', description: 'The same as `role`' },
};

/** Of `import_playbook`. */
export const importKeywords: Keywords = {
  import_playbook: {
    type: 'string',
    description: 'The file of a playbook whose plays stand here',
    required: true,
  },
  name: { type: 'string', description: 'What it is for' },
  when: { type: 'conditions', description: 'Conditions for every task of its plays' },
  vars: { type: 'vars', description: 'Variables for its plays', templates: true },
  tags: { type: 'strings', description: 'Words that --tags and --skip-tags choose by, for all of its tasks' },
};
