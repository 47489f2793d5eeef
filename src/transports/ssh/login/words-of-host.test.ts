import { expect, test } from 'vitest';
import { startInProcess } from '../../../../test/contracts/in-process-sshd.ts';
import { failureOfAddress } from '../../../../test/contracts/ssh-contract.ts';
import { describeFailure } from '../../../model/run/failure.ts';
import { Secret } from '../../../model/values/secret.ts';

const password = new Secret('correct horse');

test.for([
  {
    what: 'an expired account',
    banner: '\r\nYour account has expired; please contact your system administrator.\r\n\r\n',
    said: 'Your account has expired; please contact your system administrator.',
  },
  {
    what: 'words that would move the cursor',
    banner: 'Maintenance\u001b[2J until\u0007 04:00,\u202e ask\u0085 the\u001b]0;x\u0007 operators.',
    said: 'Maintenance until 04:00, ask the operators.',
  },
  { what: 'endless words', banner: 'no '.repeat(10_000), said: `${'no '.repeat(100).trim()}…` },
])('a host that says $what and hangs up: its words are a part of the failure', async ({ banner, said }) => {
  for (const hangUp of [true, false]) {
    await using host = await startInProcess({
      config: { banner },
      authenticate: (context) => {
        if (hangUp) void host.cut();
        else context.reject(['publickey']);
      },
    });
    expect(describeFailure(await failureOfAddress(host.address()))).toContain(`the host said: ${said}`);
  }
});

test('the words of a bastion are a part of the failure of the host behind it', async () => {
  await using bastion = await startInProcess({
    config: { banner: 'Account locked due to 3 failed logins' },
    authenticate: (context) => context.reject(['publickey']),
  });
  await using host = await startInProcess();
  const failure = await failureOfAddress(host.address({ jumps: [bastion.address()] }));
  expect(describeFailure(failure)).toContain('the host said: Account locked due to 3 failed logins');
});

test('what a host says along with its question is a part of the failure', async () => {
  await using host = await startInProcess({
    authenticate(context) {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      const prompts = [{ prompt: 'Password: ', echo: false }];
      context.prompt(prompts, '', 'The account is locked (4 minutes left).', () =>
        context.reject(['keyboard-interactive']),
      );
    },
  });
  const failure = await failureOfAddress(host.address({ keyFiles: [], password }));
  expect(describeFailure(failure)).toContain('the host said: The account is locked (4 minutes left).');
});
