import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

const somewhere = "- hosts: all\n  tasks:\n    - command: 'true'\n";

test.for(['/proc/x', '/proc/x/y', '/dev/full', '/dev/null/x', 'FILE', 'FILE/x'])(
  'a state folder at %s is refused at once, before any host is contacted',
  async (place, { folder }) => {
    await writeFile(join(folder, 'p.yml'), somewhere);
    await writeFile(join(folder, 'file'), '');
    const stateDir = place.replace('FILE', join(folder, 'file'));
    const how = ['-i', '127.0.0.1:1,', '--yes', '--state-dir', stateDir];
    const { exitCode, err } = await rulerun(['apply', join(folder, 'p.yml'), ...how]);
    expect(exitCode).toBe(ExitCode.usage);
    expect(err).toContain(`cannot write ${stateDir}`);
    expect(err).toContain('no host was contacted');
    expect(err).toContain('--state-dir DIR');
  },
);

test.for(['history', 'status', 'report last', 'rollback last', 'schedule list'])(
  'what `%s` reads of a state folder must be readable',
  async (command, { folder }) => {
    const stateDir = join(folder, 'state');
    await writeFile(stateDir, 'a file');
    const { exitCode, err, out } = await rulerun([...command.split(' '), '--state-dir', stateDir]);
    expect(exitCode).toBe(ExitCode.usage);
    expect(out).toBe('');
    expect(err).toContain('cannot read');
  },
);

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be read is no empty history',
  async ({ stateDir }) => {
    await mkdir(join(stateDir, 'runs'), { recursive: true });
    await chmod(join(stateDir, 'runs'), 0);
    const { exitCode, err } = await rulerun(['history', '--state-dir', stateDir]);
    await chmod(join(stateDir, 'runs'), 0o700);
    expect(exitCode).toBe(ExitCode.usage);
    expect(err).toContain('permission denied (EACCES)');
  },
);
