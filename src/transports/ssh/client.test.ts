import { startInProcess } from '../../../test/contracts/in-process-sshd.ts';
import { sshContract } from '../../../test/contracts/ssh-contract.ts';

sshContract('an sshd in this process', () => startInProcess());
