import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { factsOf, filesSaying } from '../facts-of.test-kit.ts';
import { capabilities, selinux } from './security.ts';

const LIBRARY = { '/usr/lib64/libselinux.so.1': '' };

test.for<readonly [what: string, files: Readonly<Record<string, string>>, told: JsonObject]>([
  ['without the library', {}, { status: 'Missing selinux Python library' }],
  ['switched off', LIBRARY, { status: 'disabled' }],
  [
    'permissive until the next boot',
    {
      ...LIBRARY,
      '/sys/fs/selinux/enforce': '0',
      '/sys/fs/selinux/policyvers': '33',
      '/etc/selinux/config': '# SELINUX=disabled\nSELINUX=enforcing\nSELINUXTYPE=targeted',
    },
    { status: 'enabled', policyvers: 33, config_mode: 'enforcing', mode: 'permissive', type: 'targeted' },
  ],
])('SELinux %s', ([, files, told]) => {
  expect(factsOf(selinux, filesSaying(files))['selinux']).toEqual(told);
});

test.for<readonly [lines: string, enforced: string, listed: unknown]>([
  ['', 'N/A', 'N/A'],
  ['Current: =ep\n', 'False', []],
  ['Current: = cap_chown,cap_kill+ep\n', 'True', ['cap_chown', 'cap_kill+ep']],
])('capabilities of %j', ([lines, enforced, listed]) => {
  expect(factsOf(capabilities, `@ capsh\n${lines}`)).toEqual({
    system_capabilities: listed,
    system_capabilities_enforced: enforced,
  });
});
