import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fromAnywhere } from './from-anywhere.ts';
import type { LoadOptions } from './options.ts';

const NONE: LoadOptions = { inventory: [], tags: [], skipTags: [], extraVars: [] };

const environment = {
  ANSIBLE_ROLES_PATH: 'roles:/more',
  ANSIBLE_COLLECTIONS_PATHS: '/old',
  ANSIBLE_VAULT_IDENTITY_LIST: 'a@one, b@prompt',
  ANSIBLE_VAULT_PASSWORD_FILE: '~/two',
};

test.for<readonly [what: string, said: Partial<LoadOptions>, told: Partial<LoadOptions>]>([
  [
    'what the environment says is told, as no other will say it',
    {},
    {
      rolesPath: [resolve('roles'), '/more'],
      collectionsPath: ['/old'],
      vaultId: [`a@${resolve('one')}`, 'b@prompt'],
      vaultPasswordFile: ['~/two'],
    },
  ],
  [
    'an option wins over it, or counts along with it, as where it is said',
    { rolesPath: ['mine'], collectionsPath: ['/new'], vaultId: ['c@/three'], vaultPasswordFile: ['/four'] },
    {
      rolesPath: [resolve('mine')],
      collectionsPath: ['/new'],
      vaultId: [`a@${resolve('one')}`, 'b@prompt', 'c@/three'],
      vaultPasswordFile: ['/four', '~/two'],
    },
  ],
])('%s', ([, said, told]) => {
  expect(fromAnywhere({ ...NONE, ...said }, environment)).toEqual({ ...NONE, ...told });
});

test('paths are absolute, what only looks like one stays, and other options are left out', () => {
  const options = {
    ...NONE,
    inventory: ['hosts', 'a,b'],
    extraVars: ['a=b', '@vars.yml'],
    limit: 'web,@retry,@/x',
    knownHosts: '~/known',
    forks: 5,
  };
  expect(fromAnywhere(options, {})).toEqual({
    ...NONE,
    inventory: [resolve('hosts'), 'a,b'],
    extraVars: ['a=b', `@${resolve('vars.yml')}`],
    limit: `web,@${resolve('retry')},@/x`,
    knownHosts: '~/known',
  });
});
