import { chmodSync, lstatSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, temporaryFolder, userlands, writeFiles } from '../asking.test-kit.ts';
import { stat } from './action.ts';

const CONTEXT = { baseline: undefined, files: new Map(), undo: undefined, irreversible: false };

describe.each(userlands)('$name', (userland) => {
  const root = temporaryFolder();
  writeFiles(root, { file: 'hello\n' });
  chmodSync(join(root, 'file'), 0o4750);
  symlinkSync('file', join(root, 'link'));
  symlinkSync('no\nwhere', join(root, 'dangling'));

  const statOf = (params: Readonly<Record<string, string | boolean>>) => {
    const decision = stat.plan(
      params,
      stat.observe(params).map(({ argv }) => ask(userland, argv)),
      CONTEXT,
    );
    if (decision.kind !== 'satisfied') throw new Error(JSON.stringify(decision));
    return decision.result['stat'];
  };

  test('a file', () => {
    const { uid, gid, ino } = lstatSync(join(root, 'file'));
    expect(statOf({ path: join(root, 'file') })).toMatchObject({
      exists: true,
      path: join(root, 'file'),
      mode: '4750',
      isreg: true,
      isdir: false,
      islnk: false,
      isuid: true,
      isgid: false,
      rusr: true,
      wgrp: false,
      xoth: false,
      size: 6,
      nlink: 1,
      uid,
      gid,
      inode: ino,
      readable: true,
      checksum: 'f572d396fae9206628714fb2ce00f72e94f2258f',
    });
  });

  test.for([
    [{ checksum_algorithm: 'sha256' }, '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03'],
    [{ checksum_algorithm: 'md5' }, 'b1946ac92492d2347c6235b4d2611184'],
    [{ get_checksum: false }, undefined],
  ] as const)('checksum with %j', ([params, checksum]) => {
    expect(statOf({ path: join(root, 'file'), ...params })).toHaveProperty('exists', true);
    expect((statOf({ path: join(root, 'file'), ...params }) as { checksum?: string }).checksum).toBe(
      checksum,
    );
  });

  test('a link, and what it points to', () => {
    expect(statOf({ path: join(root, 'link') })).toMatchObject({
      islnk: true,
      lnk_target: 'file',
      lnk_source: join(root, 'file'),
    });
    expect(statOf({ path: join(root, 'link'), follow: true })).toMatchObject({
      islnk: false,
      isreg: true,
      size: 6,
    });
    expect(statOf({ path: join(root, 'dangling') })).toMatchObject({ islnk: true, lnk_target: 'no\nwhere' });
  });

  test('a folder, and nothing', () => {
    expect(statOf({ path: root })).toMatchObject({ isdir: true, isreg: false });
    expect(statOf({ path: join(root, 'no') })).toEqual({ exists: false });
    expect(statOf({ path: join(root, 'dangling'), follow: true })).toEqual({ exists: false });
  });
});
