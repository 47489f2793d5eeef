import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';

const FAKES: Readonly<Record<string, string>> = {
  'bin/systemctl': `#!/bin/sh
case $1 in
  list-units) printf '  cron.service loaded active running Regular tasks\\n' ;;
  list-unit-files) printf 'cron.service enabled enabled\\ngetty@.service enabled enabled\\nidle.service disabled enabled\\n' ;;
  show) shift; printf 'asked %s\\n' "$*" ;;
esac
`,
  'bin/chkconfig': `#!/bin/sh
printf 'Note: of SysV services only\\n\\n'
printf 'network\\t0:off\\t1:off\\t2:on\\t3:on\\t4:on\\t5:on\\t6:off\\nnetconsole\\t0:off\\t1:off\\t2:off\\t3:off\\t4:off\\t5:off\\t6:off\\n'
`,
  'bin/service': '#!/bin/sh\n[ "$1" = network ]\n',
};

test.for(userlands)('$name asks systemd for all files at once, but for templates', (userland) => {
  const fakes = temporaryFolder();
  writeFiles(fakes, FAKES);
  const told = ask(userland, ['rr_service_states'], { fakes: join(fakes, 'bin') });
  expect(Buffer.from(told.stdout).toString()).toBe(
    `@ units
  cron.service loaded active running Regular tasks
@ files
cron.service enabled enabled
getty@.service enabled enabled
idle.service disabled enabled
@ states
asked --property=Names,ActiveState -- cron.service idle.service
`,
  );
});

test.for(userlands)('$name asks the script of each service that chkconfig lists', (userland) => {
  const fakes = temporaryFolder();
  writeFiles(fakes, FAKES);
  const told = ask(userland, ['rr_services'], { fakes: join(fakes, 'bin') });
  const lines = Buffer.from(told.stdout).toString().split('\n');
  expect(lines.slice(0, 4).map((line) => line.replaceAll('\t', ' '))).toEqual([
    'facts',
    '@ chkconfig',
    '0 network 0:off 1:off 2:on 3:on 4:on 5:on 6:off',
    '1 netconsole 0:off 1:off 2:off 3:off 4:off 5:off 6:off',
  ]);
  expect(lines.slice(-2)).toEqual(['end', '']);
});
