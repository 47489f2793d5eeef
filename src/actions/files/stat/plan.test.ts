import { chmodSync, lstatSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type JsonObject, WholeFloat } from '../../../model/values/json.ts';
import { ask, temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';
import { said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { stat as bareStat } from './action.ts';

const stat = withDefaults(bareStat);

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
      device_type: 0,
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

  test('times have fractions, and blocks are counted', () => {
    const { atimeMs, mtimeMs, blocks, blksize } = lstatSync(join(root, 'file'));
    const told = statOf({ path: join(root, 'file') }) as { atime: number; mtime: number };
    expect(told).toMatchObject({ blocks, block_size: blksize });
    expect([told.atime, told.mtime].map((each) => Math.trunc(each * 1000))).toEqual(
      [atimeMs, mtimeMs].map(Math.trunc),
    );
  });

  test('what kind of content it has, and its flags, are told only where they are wanted', () => {
    expect(statOf({ path: join(root, 'file') })).toMatchObject({
      mimetype: expect.any(String),
      charset: expect.any(String),
      attr_flags: expect.any(String),
      attributes: expect.any(Array),
    });
    const less = statOf({ path: join(root, 'file'), get_mime: false, get_attributes: false });
    for (const key of ['mimetype', 'charset', 'attr_flags', 'attributes', 'version'])
      expect(less).not.toHaveProperty(key);
  });

  test('what is below a file is not absent, it cannot be', () => {
    const params = { path: join(root, 'file/x') };
    const answers = stat.observe(params).map(({ argv }) => ask(userland, argv));
    expect(stat.plan(params, answers, CONTEXT)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Not a directory'),
    });
  });

  test('which device a file is for', () => {
    expect(statOf({ path: '/dev/null' })).toMatchObject({ device_type: lstatSync('/dev/null').rdev });
  });

  test('a folder, and nothing', () => {
    expect(statOf({ path: root })).toMatchObject({ isdir: true, isreg: false });
    expect(statOf({ path: join(root, 'no') })).toEqual({ exists: false });
    expect(statOf({ path: join(root, 'dangling'), follow: true })).toEqual({ exists: false });
  });
});

test.for<readonly [string, JsonObject]>([
  ['mime text/plain; charset=us-ascii', { mimetype: 'text/plain', charset: 'us-ascii' }],
  ["mime cannot open `/x' (Permission denied)", { mimetype: 'unknown', charset: 'unknown' }],
  [
    'flags  2888178206 --------------e-------',
    { version: '2888178206', attr_flags: 'e', attributes: ['extents'] },
  ],
  ['flags 1 ----ia-------', { attr_flags: 'ia', attributes: ['immutable', 'append'] }],
  ['user DOMAIN\\some one', { pw_name: 'DOMAIN\\some one' }],
  ['flags nonsense', { version: null, attr_flags: '', attributes: [] }],
  [
    'times 2026-11-28 23:37:21.5 +0000/2026-11-28 23:37:21.000000000 +0000/-',
    { atime: 1.5, mtime: new WholeFloat(2), ctime: new WholeFloat(3) },
  ],
])('%s', ([line, fields]) => {
  const answer = said(`stat 81a4 0 0 6 1 2 3 1 2 3 8 4096 0 0\n${line}\n`);
  const decision = stat.plan({ path: '/x' }, [answer], CONTEXT);
  expect(decision.kind === 'satisfied' && decision.result['stat']).toMatchObject(fields);
});
