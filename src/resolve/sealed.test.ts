import { expect, test } from 'vitest';
import { Sealed, type SealedKind } from '../model/values/sealed.ts';
import type { Tree } from '../model/values/tree.ts';
import { VaultFault } from '../vault/fault.ts';
import { addressOf, problemsOf, render } from './connection/connection.test-kit.ts';
import { renderTree } from './params.ts';

const at = { file: 'vars.yml', line: 2, column: 9 };

const sealed = (kind: SealedKind, open: () => string | number): Sealed =>
  new Sealed({ open, kind, text: () => 'closed', mark: () => 'mark', hide: () => undefined });
const locked = sealed('literal', () => {
  throw new VaultFault('not-opened', 'no password fits', 'give one with `--vault-password-file`');
});
const broken = sealed('literal', () => {
  throw new TypeError('a bug');
});

const opened = [
  [sealed('literal', () => 'db1'), 'db1'],
  // What `!vault` stands before is never a template.
  [sealed('literal', () => '{{ x }}'), '{{ x }}'],
  [sealed('template', () => '{{ x }}'), 'filled'],
  [sealed('template', () => 'plain'), 'plain'],
  [sealed('number', () => 7), '7'],
] as const;

const parameter = (value: Sealed): ReturnType<typeof renderTree> => {
  const node: Tree = { kind: 'scalar', value, text: '', plain: false, at };
  return renderTree(node, { render });
};

test.for(opened)('an encrypted parameter is opened where it is used: %# %s', ([value, text]) => {
  expect(parameter(value)).toEqual({ ok: true, value: text });
});

test.for(opened)('an encrypted setting of a connection is opened where it is used: %#', ([value, text]) => {
  const address = addressOf({ ansible_password: value });
  expect(address.kind === 'ssh' && address.password?.reveal()).toBe(text);
});

test('one that no password opens is told at its place, with the way out', () => {
  expect(parameter(locked)).toMatchObject({
    ok: false,
    failure: {
      message: 'cannot be opened: no password fits',
      at,
      hint: 'give one with `--vault-password-file`',
    },
  });
  expect(problemsOf({ ansible_password: locked })).toEqual([
    'hosts:1:6 vault `ansible_password`: no password fits (give one with `--vault-password-file`)',
  ]);
});

test('a bug is never taken for a password that does not fit', () => {
  expect(() => parameter(broken)).toThrow('a bug');
  expect(() => problemsOf({ ansible_password: broken })).toThrow('a bug');
});
