import type { JsonValue } from '../../../model/values/json.ts';

/** The flags of chattr(1) by the names that Ansible gives them. */
const NAMES: Readonly<Record<string, string>> = {
  A: 'noatime',
  a: 'append',
  c: 'compressed',
  C: 'nocow',
  d: 'nodump',
  D: 'dirsync',
  e: 'extents',
  E: 'encrypted',
  h: 'blocksize',
  i: 'immutable',
  I: 'indexed',
  j: 'journalled',
  N: 'inline',
  s: 'zero',
  S: 'synchronous',
  t: 'notail',
  T: 'blockroot',
  u: 'undelete',
  X: 'compressedraw',
  Z: 'compresseddirty',
};

/** @param told what lsattr(1) says with `-v`: a version and the flags; empty where the file system has none */
export function flagsOf(told: string): readonly (readonly [string, JsonValue])[] {
  const [, version, columns = ''] = /^\s*(\d+)\s+([-A-Za-z]+)\s*$/.exec(told) ?? [];
  const flags = columns.replaceAll('-', '');
  return [
    ['version', version ?? null],
    ['attr_flags', flags],
    ['attributes', [...flags].flatMap((flag) => NAMES[flag] ?? [])],
  ];
}
