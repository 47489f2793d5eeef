/** What can be wrong with a playbook. By code: why it comes up, and after the first full stop what to do. */
export const playbookCodes = {
  PB001:
    'A task would lose rules that nothing brings back, such as a flush of the firewall. Do what the hint says, or allow it with the keyword that it names.',
  'conflicting-parameters':
    'Two parameters exclude each other, or one needs another. Leave one out, or add the other.',
  fact: 'A template names a fact that no host has here: it is misspelt, or Ansible learns it from other programs. `rulerun doc setup` lists those that there are.',
  'invalid-parameters': 'An action takes a mapping of parameters. Write `action: {parameter: value}`.',
  'invalid-pattern':
    '`hosts:` has no value that names hosts. Write a pattern, or set the variable in its template.',
  'invalid-play': 'A play is not a mapping. Begin it with `- hosts: …`.',
  'invalid-playbook': 'The file holds no list of plays. Begin it with `- hosts: …`.',
  'import-loop':
    'Files or roles import one another without end. Take one of the imports away, or use `include_tasks` with a `when:`.',
  'invalid-role': 'A role is not named where one should be. Write its name, or `{role: name}`.',
  'invalid-task': 'A task is not a mapping. Write it as `- action: …`.',
  'invalid-value':
    'A keyword or parameter has a value of the wrong kind. Write what the message asks for; `rulerun doc ACTION` lists what each parameter takes.',
  'missing-action': 'A task names no action. Add one; `rulerun doc` lists them.',
  'missing-keyword': 'A play lacks a keyword that it needs. Add it.',
  'missing-parameter':
    'An action lacks a parameter that it needs. Add it; `rulerun doc ACTION` shows an example.',
  'no-hosts': 'The playbook and --limit leave no host to work on. Widen --limit, or correct `hosts:`.',
  'no-such-file': 'A playbook or a file that it names is not there. Correct the path.',
  'not-read-only': 'An action in `preflight` or `verify` would change the host. Move the task to `tasks`.',
  'several-actions': 'A task names two actions. Make it two tasks.',
  template:
    'A template stands where the value is needed before its variables are known. Names and tags may use what the play, its `vars_files` and -e say.',
  'template-in-expression':
    'An expression such as `when:` has `{{ }}` in it, where a name alone stands for its value. Take the braces away.',
  'template-syntax': 'A template or an expression cannot be parsed. Correct the place that is named.',
  unanswered:
    '`vars_prompt` asks for a value, and there is no terminal to ask on. Give it with -e, or write a `default:`.',
  'unknown-action':
    'No action has this name. Correct it, or use one that `rulerun doc` lists; `command` runs any program.',
  'unknown-handler':
    '`notify` names a handler that the play does not have. Correct the name, or add the handler.',
  'unknown-hosts':
    '`hosts:` or --limit names no host or group. Correct it; `rulerun inventory -i INVENTORY --graph` shows them.',
  'unknown-keyword': 'A play or a task has no such keyword. Correct its spelling.',
  'unknown-parameter': 'The action has no such parameter. Correct it; `rulerun doc ACTION` lists them.',
  'unknown-role':
    'No role by this name lies where roles are looked for. Correct the name, or name its folder with --roles-path.',
  'unknown-task': '--start-at-task names no task. Correct it; --list-tasks lists them.',
  unsupported:
    'Ansible knows this and rulerun does not. Do what the hint says; nothing of a playbook is ever ignored.',
  value:
    'A template, a condition or a parameter has no sensible value for some host. Set the variable that is named.',
  'variable-name':
    'A variable has a name that no template could use. Use letters, digits and underscores, and begin with a letter.',
};
