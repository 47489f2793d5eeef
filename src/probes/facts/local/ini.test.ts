import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { readIni } from './ini.ts';

// As Python's configparser reads them; undefined where it refuses.
test.for<readonly [text: string, sections: JsonObject | undefined]>([
  ['[a]\nB=1\nc : two words \n', { a: { b: '1', c: 'two words' } }],
  ['[a]\nx=1\n  more\ny=2\n', { a: { x: '1\nmore', y: '2' } }],
  ['a=1\n', undefined],
  ['[a]\nnokey\n', undefined],
  ['[a]\nx=1\nX=2\n', undefined],
  ['[a]\n[a]\n', undefined],
  ['[DEFAULT]\nb=/s\n[p]\nr=%(b)s/w\n', { p: { r: '/s/w', b: '/s' } }],
  ['[a]\nx=%(no)s\n', undefined],
  ['[a]\nx=50%\n', undefined],
  ['[a]\nx=50%%\n', { a: { x: '50%' } }],
  ['# c\n; d\n\n[a]\nx=1 ; not a comment\n', { a: { x: '1 ; not a comment' } }],
  ['', {}],
  ['[a]\nx=\n', { a: { x: '' } }],
  ['[a b]\nk=v=w\n', { 'a b': { k: 'v=w' } }],
  ['[a]\nx=%(y)s\ny=%(x)s\n', undefined],
  ['[a]\n__proto__=1\n', { a: { ['__proto__']: '1' } }],
])('%j is %j', ([text, sections]) => {
  const read = readIni(text);
  expect(read === undefined ? undefined : JSON.parse(JSON.stringify(read))).toEqual(sections);
});
