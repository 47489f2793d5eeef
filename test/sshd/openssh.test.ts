import { describe } from 'vitest';
import { sshContract } from '../contracts/ssh-contract.ts';
import { noSshd, startSshd } from './sshd.ts';

describe.skipIf(noSshd !== undefined)(`OpenSSH's sshd${noSshd === undefined ? '' : ` (${noSshd})`}`, () => {
  sshContract('as Debian ships it', () => startSshd());
  sshContract('that takes two logins at a time', () => startSshd({ config: ['MaxStartups 2:100:2'] }));
  sshContract('that changes its keys after each megabyte', () => startSshd({ config: ['RekeyLimit 1M'] }));
});
