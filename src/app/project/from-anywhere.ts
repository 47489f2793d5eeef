import { resolve } from 'node:path';
import { filesInLimit } from '../../resolve/pattern/host-pattern.ts';
import { absolutePath, absoluteSource, listOf } from '../vault/sources.ts';
import type { LoadOptions } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How each option is told in any folder. One that has no line here would be lost, so that each must have one. */
const TOLD: { readonly [Name in keyof LoadOptions]-?: (value: Given<Name>) => Given<Name> } = {
  inventory: (sources) => sources.map((source) => (source.includes(',') ? source : resolve(source))),
  limit: (limit) =>
    filesInLimit(limit).reduce((text, name) => text.replaceAll(`@${name}`, () => `@${resolve(name)}`), limit),
  tags: same,
  skipTags: same,
  startAtTask: same,
  seed: same,
  playWords: same,
  rolesPath: folders,
  collectionsPath: folders,
  extraVars: (texts) => texts.map((text) => (text.startsWith('@') ? `@${resolve(text.slice(1))}` : text)),
  user: same,
  become: same,
  becomeUser: same,
  privateKey: absolutePath,
  knownHosts: absolutePath,
  timeout: same,
  allowLookup: same,
  vaultId: (ids) => ids.map(absoluteSource),
  vaultPasswordFile: (files) => files.map(absolutePath),
  askVaultPass: same,
};

type Given<Name extends keyof LoadOptions> = NonNullable<LoadOptions[Name]>;

/**
 * Options for a command that comes later, from another folder and in another environment: with every path absolute, and with
 * what the environment says of roles, collections and vault passwords. Other options than these are left out.
 */
export function fromAnywhere(options: LoadOptions, environment: Environment): LoadOptions {
  const all = withEnvironment(options, environment);
  const told = Object.entries(TOLD).flatMap(([name, tell]) => {
    const value = all[name as keyof LoadOptions];
    return value === undefined ? [] : [[name, (tell as (value: unknown) => unknown)(value)]];
  });
  return Object.fromEntries(told) as LoadOptions;
}

function withEnvironment(options: LoadOptions, environment: Environment): LoadOptions {
  const from = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => environment[name] || []).slice(0, 1);
  const { vaultId = [], vaultPasswordFile = [] } = options;
  return {
    ...given('rolesPath', from('ANSIBLE_ROLES_PATH')),
    ...given('collectionsPath', from('ANSIBLE_COLLECTIONS_PATH', 'ANSIBLE_COLLECTIONS_PATHS')),
    ...options,
    ...given('vaultId', [...listOf(environment['ANSIBLE_VAULT_IDENTITY_LIST']), ...vaultId]),
    ...given('vaultPasswordFile', [...vaultPasswordFile, ...from('ANSIBLE_VAULT_PASSWORD_FILE')]),
  };
}

function given<Name extends string>(
  name: Name,
  values: readonly string[],
): Partial<Record<Name, readonly string[]>> {
  return values.length === 0 ? {} : ({ [name]: values } as Record<Name, readonly string[]>);
}

function same<Value>(value: Value): Value {
  return value;
}

function folders(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split(':')).map(absolutePath);
}
