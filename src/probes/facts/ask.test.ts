import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prefersOwn } from '../../host/own-programs.test-kit.ts';
import { ask, askAll, temporaryFolder, userlands, writeFiles } from '../asking.test-kit.ts';
import { said } from '../said.test-kit.ts';
import { FACT_GROUPS } from './groups.ts';
import { local } from './local/local.ts';

const settings = { factPath: '/no/such/folder', limitSeconds: 10 };

describe.each(userlands)('$name', (userland) => {
  test('every group is told in its form', () => {
    const probes = FACT_GROUPS.map((group) => group.ask(settings));
    const answers = askAll(
      userland,
      probes.map(({ argv }) => argv.map(String)),
    );
    const wrong = probes
      .map((probe, index) => probe.read(answers[index] ?? said('')))
      .filter((told) => typeof told === 'string');
    expect(wrong).toEqual([]);
    expect(answers).toHaveLength(FACT_GROUPS.length);
  });

  test('a file system that does not answer is left out when its time is up', () => {
    const fakes = temporaryFolder();
    writeFiles(fakes, { 'bin/stat': '#!/bin/sh\nexec sleep 10000\n' });
    if (prefersOwn(userland.shell, 'stat')) return;
    const { stdout } = ask(userland, ['rr_fact_room', '1', '/gone', '/gone too'], {
      fakes: join(fakes, 'bin'),
    });
    expect(Buffer.from(stdout).toString()).toBe('late /gone\nlate /gone too\n');
  });

  test('the facts of a folder are read, and programs there are run, for a while', () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'json.fact': '{"a": 1.0, "b": [true, null]}',
      'ini.fact': '[General]\nName = two words\n',
      'neither.fact': 'neither nor',
      'prints.fact': '#!/bin/sh\necho "[\\"$0\\"]"\n',
      'fails.fact': '#!/bin/sh\necho no luck >&2\nexit 3\n',
      'hangs.fact': '#!/bin/sh\nexec sleep 10000\n',
      'two words.fact': '2',
      'other.txt': '{}',
    });
    for (const name of ['prints', 'fails', 'hangs']) chmodSync(join(folder, `${name}.fact`), 0o755);
    const probe = local.ask({ factPath: folder, limitSeconds: 1 });
    expect(JSON.parse(JSON.stringify(probe.read(ask(userland, probe.argv.map(String)))))).toEqual({
      local: {
        fails: `Failure executing fact script (${folder}/fails.fact), rc: 3, err: no luck\n`,
        hangs: expect.stringMatching(/^Failure executing fact script .*, rc: (?:124|143), err: /),
        ini: { General: { name: 'two words' } },
        json: { a: 1, b: [true, null] },
        neither: `error loading facts as JSON or ini - please check content: ${folder}/neither.fact`,
        prints: [`${folder}/prints.fact`],
        'two words': 2,
      },
    });
  });
});
