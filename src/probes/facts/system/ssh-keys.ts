import type { FactGroup } from '../group.ts';
import { factProbe, type ToldFacts } from '../told.ts';

const FOLDERS: readonly string[] = ['/etc/ssh', '/etc/openssh', '/etc'];
const KINDS: readonly string[] = ['dsa', 'rsa', 'ecdsa', 'ed25519'];
const FACTS: readonly string[] = KINDS.map((kind) => `ssh_host_key_${kind}_public`);

/** The public halves of the host's own keys, of the first folder that has any. */
export const sshKeys: FactGroup = {
  name: 'ssh_pub_keys',
  subsets: ['min', 'ssh_pub_keys', 'ssh_host_pub_keys', ...FACTS],
  names: FACTS.flatMap((fact) => [fact, `${fact}_keytype`]),
  ask: () =>
    factProbe(
      ['rr_facts_files', ...FOLDERS.map((folder) => `${folder}/ssh_host_*_key.pub`)],
      function* (told) {
        const folder =
          FOLDERS.find((one) => KINDS.some((kind) => keyIn(told, one, kind) !== undefined)) ?? '';
        for (const kind of KINDS) {
          const [type, key] = keyIn(told, folder, kind) ?? [];
          yield [`ssh_host_key_${kind}_public`, key];
          yield [`ssh_host_key_${kind}_public_keytype`, type];
        }
      },
    ),
};

function keyIn({ content }: ToldFacts, folder: string, kind: string): readonly string[] | undefined {
  return content(`${folder}/ssh_host_${kind}_key.pub`)?.split(/\s+/);
}
