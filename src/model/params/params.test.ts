import { expect, test } from 'vitest';
import type { JsonValue } from '../values/json.ts';
import { convertParam } from './params.ts';
import type { PropertySchema } from './params-schema.ts';

type ValueLimits = Partial<Omit<PropertySchema, 'type'>>;
type Row = readonly [
  type: PropertySchema['type'],
  value: JsonValue,
  text: string | undefined,
  limits?: ValueLimits,
];

const convert = ([type, value, text, limits]: Row) =>
  convertParam({ type, description: 'x', ...limits }, value, text);

test.for<[Row, JsonValue]>([
  [['string', 'yes', 'yes'], 'yes'],
  [['string', 1.1, '1.10'], '1.10'],
  [['string', true, 'true'], 'true'],
  [['string', 8, undefined], '8'],
  [['string', true, undefined], 'True'],
  [['string', false, undefined], 'False'],
  [['string', '', undefined], ''],
  [['string', 'b', undefined, { enum: ['a', 'b'] }], 'b'],
  [['string', 'ab', undefined, { pattern: '^a' }], 'ab'],
  [['boolean', true, 'true'], true],
  [['boolean', 'yes', 'yes'], true],
  [['boolean', 'No', 'No'], false],
  [['boolean', 'OFF', undefined], false],
  [['boolean', 'on', undefined], true],
  [['boolean', 'False', undefined], false],
  [['integer', 8, '8'], 8],
  [['integer', 0, '0'], 0],
  [['integer', '8', undefined], 8],
  [['integer', ' -8 ', undefined], -8],
  [['integer', 5, undefined, { minimum: 5, maximum: 5 }], 5],
  [['number', 1.5, '1.5'], 1.5],
  [['number', '.5', undefined], 0.5],
  [['number', '1e3', undefined], 1000],
  [['mode', 644, '0644'], '0644'],
  [['mode', '644', undefined], '0644'],
  [['mode', '0644', undefined], '0644'],
  [['mode', '01755', undefined], '1755'],
  [['mode', 420, '0o644'], '0644'],
  [['mode', '2775', undefined], '2775'],
  [['duration', 90, '90'], 90_000],
  [['duration', '90', undefined], 90_000],
  [['duration', '90s', '90s'], 90_000],
  [['duration', '1.5m', undefined], 90_000],
  [['duration', ' 2h', undefined], 7_200_000],
  [['duration', 0.25, '0.25'], 250],
  [['duration', '500h', undefined], 1_800_000_000],
  [['path', '/etc/a b', undefined], '/etc/a b'],
  [['path', '/a', undefined, { enum: ['/a'] }], '/a'],
  [
    ['strings', ['a', 1, true], undefined],
    ['a', '1', 'True'],
  ],
  [
    ['strings', 'a, b,,c ', undefined],
    ['a', 'b', 'c'],
  ],
  [['strings', '', undefined], []],
  [['strings', 80, '80'], ['80']],
  [['strings', [], undefined], []],
  [['condition', 'a == 1', 'a == 1'], 'a == 1'],
  [['condition', false, 'false'], false],
  [
    ['conditions', ['a', true], undefined],
    ['a', true],
  ],
  [['conditions', 'a', 'a'], ['a']],
  [['expression', 3, '3'], 3],
  [['map', { a: 1 }, undefined], { a: 1 }],
  [['any', null, ''], null],
  [['any', [1], undefined], [1]],
])('%j becomes %j', ([row, value]) => {
  expect(convert(row)).toEqual({ ok: true, value });
});

test.for<[Row, string, string?]>([
  [['string', null, ''], 'has no value', 'give one, or remove the line'],
  [['string', ['a'], undefined], 'must be text, not a list'],
  [['string', { a: 1 }, undefined], 'must be text, not a mapping'],
  [['string', 'c', undefined, { enum: ['a'] }], 'must be `a`, not `c`'],
  [
    ['string', 'x'.repeat(99), undefined, { enum: ['a', 'b', 'c'] }],
    `must be \`a\`, \`b\` or \`c\`, not \`${'x'.repeat(60)}…\``,
  ],
  [['string', 'ba', undefined, { pattern: '^a' }], 'must have the form `^a`, and `ba` has not'],
  [['boolean', 'maybe', 'maybe'], 'must be true or false, not `maybe`'],
  [['boolean', 1, '1'], 'must be true or false, not `1`'],
  [['boolean', [], undefined], 'must be true or false, not a list'],
  [['integer', 1.5, '1.5'], 'must be a whole number, not `1.5`'],
  [['integer', '1.0', undefined], 'must be a whole number, not `1.0`'],
  [['integer', 'x', 'x'], 'must be a whole number, not `x`'],
  [['integer', true, 'true'], 'must be a number, not `true`'],
  [['integer', 1e300, undefined], 'must be a whole number, not `1e+300`'],
  [
    ['integer', 644, '0644'],
    'must be a number, and `0644` is octal to some readers',
    'write it without the leading zero',
  ],
  [['integer', 4, '4', { minimum: 5 }], 'must be at least 5, not 4'],
  [['number', 'x', undefined], 'must be a number, not `x`'],
  [['number', '9'.repeat(400), undefined], `must be a number, not \`${'9'.repeat(60)}…\``],
  [['number', 6, '6', { maximum: 5 }], 'must be at most 5, not 6'],
  [['mode', 644, '644'], 'must be octal, and `644` without quotes is a decimal number', "write '0644'"],
  [['mode', 755, undefined], 'must be octal, and `755` without quotes is a decimal number', "write '0755'"],
  [['mode', 'u=rw', undefined], 'must be octal digits, not `u=rw`', "write it as in '0644'"],
  [['mode', 899, '0899'], 'must be octal digits, not `0899`', "write it as in '0644'"],
  [['mode', ['0644'], undefined], 'must be octal digits, not a list', "write it as in '0644'"],
  [
    ['duration', '5 days', undefined],
    'must be a time, not `5 days`',
    'write it as 90s, 5m or 2h, or as a number of seconds',
  ],
  [
    ['duration', -1, '-1'],
    'must be a time, not `-1`',
    'write it as 90s, 5m or 2h, or as a number of seconds',
  ],
  [
    ['duration', [5], undefined],
    'must be a time, not a list',
    'write it as 90s, 5m or 2h, or as a number of seconds',
  ],
  [['duration', '501h', undefined], 'must be at most 500h'],
  [['duration', '0s', undefined, { minimum: 90_000 }], 'must be at least 90s, not 0s'],
  [['duration', '3h', undefined, { maximum: 7_200_000 }], 'must be at most 2h, not 3h'],
  [['path', 'etc', undefined], 'must be an absolute path, not `etc`', 'a path on a host starts with `/`'],
  [['path', '/a\0', undefined], 'must be a path, and no path holds a NUL character'],
  [['path', '/b', undefined, { enum: ['/a'] }], 'must be `/a`, not `/b`'],
  [['strings', [['a']], undefined], 'must be text, not a list'],
  [['strings', [null], undefined], 'must be text, not nothing'],
  [['strings', { a: 1 }, undefined], 'must be text, not a mapping'],
  [['strings', ['a', 'b'], undefined, { enum: ['a'] }], 'must be `a`, not `b`'],
  [['condition', ['a'], undefined], 'must be an expression, not a list'],
  [['condition', ' ', undefined], 'must be an expression, not ` `'],
  [
    ['conditions', ['a', null], undefined],
    'must be conditions, not a list',
    'write each one as an item of its own',
  ],
  [
    ['conditions', { a: 1 }, undefined],
    'must be conditions, not a mapping',
    'write each one as an item of its own',
  ],
  [['expression', { a: 1 }, undefined], 'must be an expression, not a mapping'],
  [['map', 'a', 'a'], 'must be a mapping, not `a`'],
])('%j is refused: %s', ([row, message, hint]) => {
  expect(convert(row)).toEqual({ ok: false, message, hint });
});
