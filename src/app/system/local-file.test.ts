import { expect, test } from 'vitest';
import { placesOf } from './local-file.ts';

test.for<[string, string, readonly string[]]>([
  ['p/site.yml', 'a.conf', ['p/a.conf', 'p/files/a.conf']],
  ['p/site.yml', '/etc/a.conf', ['/etc/a.conf']],
  [
    'p/roles/web/tasks/deep/main.yml',
    'a.conf',
    [
      'p/roles/web/files/a.conf',
      'p/roles/web/a.conf',
      'p/roles/web/tasks/deep/a.conf',
      'p/roles/web/tasks/deep/files/a.conf',
    ],
  ],
  [
    'roles/web/handlers/main.yml',
    'a.conf',
    [
      'roles/web/files/a.conf',
      'roles/web/a.conf',
      'roles/web/handlers/a.conf',
      'roles/web/handlers/files/a.conf',
    ],
  ],
  ['p/tasks/a.yml', 'a.conf', ['p/tasks/a.conf', 'p/tasks/files/a.conf']],
])('a task in %s finds %s where Ansible does', ([file, name, expected]) => {
  expect(placesOf(file, name)).toEqual(expected);
});
