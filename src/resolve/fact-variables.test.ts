import { expect, test } from 'vitest';
import { jsonObject } from '../model/values/json.ts';
import { AT_FIRST, evaluatorFor, NO_ROLES } from './evaluator.ts';

const facts = jsonObject([
  ['ansible_kernel', '6.1'],
  ['ansible_local', jsonObject([['site', jsonObject([['role', 'web']])]])],
  ['packages', jsonObject([['bash', [jsonObject([['version', '5.2']])]]])],
]);

const { expression } = evaluatorFor({
  ...AT_FIRST,
  facts,
  host: { names: jsonObject([]), magic: jsonObject([]), written: {}, open: [], roles: NO_ROLES, folder: '/' },
});

// As in ansible-core: what a module tells is a variable under that very name, and a member of ansible_facts without its prefix.
test.for<readonly [text: string, value: unknown]>([
  ['ansible_kernel', '6.1'],
  ['ansible_facts.kernel', '6.1'],
  ["ansible_facts['kernel']", '6.1'],
  ['ansible_local.site.role', 'web'],
  ['ansible_facts.ansible_local.site.role', 'web'],
  ['packages.bash[0].version', '5.2'],
  ['ansible_facts.packages.bash[0].version', '5.2'],
  ['ansible_packages is defined', false],
  ['ansible_facts.ansible_kernel is defined', false],
])('%s is %j', ([text, value]) => {
  expect(expression(text)).toEqual({ ok: true, value });
});
