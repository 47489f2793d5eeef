import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { rulerun, test } from '../cli/command.ts';

const place = fileURLToPath(new URL('precedence', import.meta.url));
const asked = [
  'inventory',
  '-i',
  `${place}/inv/hosts`,
  '--host',
  'h1',
  '--origin',
  '--playbook-dir',
  `${place}/play`,
];

test('--origin names the layer and the place of a value, and what it covers', async () => {
  const { out, exitCode } = await rulerun([...asked, '-e', 'v_0_7=mine'], {});
  expect(exitCode).toBe(0);
  expect(out.replaceAll(place, '')).toContain(`v_0_7: "mine"
  from extra vars (--extra-vars), --extra-vars
  covers "playbook host_vars/*" from playbook host_vars/* (host_vars in /play), /play/host_vars/h1.yml:2:11
  covers "inventory group vars" from inventory group vars (group \`web\`), /inv/hosts:11:7
`);
});

test('the same for programs', async () => {
  const { out } = await rulerun([...asked, '--output', 'json', '-e', 'my_password=hush'], {});
  const found = JSON.parse(out.replaceAll(place, '')) as Record<string, unknown>;
  expect(found['v_0_7']).toEqual({
    value: 'playbook host_vars/*',
    layer: 'playbook host_vars/*',
    origin: 'host_vars in /play',
    ...{ file: '/play/host_vars/h1.yml', line: 2, column: 11 },
    covers: [
      {
        value: 'inventory group vars',
        layer: 'inventory group vars',
        origin: 'group `web`',
        ...{ file: '/inv/hosts', line: 11, column: 7 },
      },
    ],
  });
  expect(out).not.toContain('hush');
});
