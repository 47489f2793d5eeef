import { shells } from '../../src/host/local-host.test-kit.ts';
import { holdContract } from '../contracts/hold-contract.ts';
import { kitHost } from '../contracts/kit-host.ts';
import { recordsContract } from '../contracts/records-contract.ts';
import { sessionContract } from '../contracts/session-contract.ts';
import { isDefaultShell } from './userlands.ts';

for (const { name, words } of shells.filter((shell) => !isDefaultShell(shell.words))) {
  const open = () => kitHost(words);
  sessionContract(name, open);
  recordsContract(name, open);
  holdContract(name, open, 'another');
}
