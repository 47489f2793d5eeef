import type { Observation } from '../../model/action.ts';
import type { Argv } from '../../model/operation.ts';
import type { Identity } from '../../model/playbook/address.ts';

/** A question together with whose rights it is asked with: the key under which its answer is kept. No word holds a NUL. */
export function questionKey({ become = '' }: Identity, { argv }: Observation): string {
  return `${become}\0${argv.join('\0')}`;
}

/** With whose rights a question is asked, by its key. */
export function userIn(key: string): Identity['become'] {
  return key.slice(0, key.indexOf('\0')) || undefined;
}

/** What a key of `questionKey` stands for. */
export function questionOf(key: string): Identity & { readonly argv: Argv } {
  const [, name = '', ...words] = key.split('\0');
  return { become: userIn(key), argv: [name, ...words] };
}
