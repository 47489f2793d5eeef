import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { parseExpression, parseTemplate } from '../parse/parse.ts';
import { type Lookup, layeredScope, type Scope, valueScope } from '../scope.ts';
import { evaluateCondition, type RenderLimits, render } from './render.ts';

/** Variables as a playbook has them: written ones, values of hosts, and results that are not there yet. */
function scopeOf(
  written: Record<string, JsonValue>,
  values: Record<string, JsonValue> = {},
  pending: Record<string, string> = {},
): Scope {
  return {
    get(name): Lookup {
      if (Object.hasOwn(pending, name)) return { kind: 'pending', why: pending[name] as string };
      if (Object.hasOwn(values, name)) return { kind: 'value', value: values[name] as JsonValue };
      if (Object.hasOwn(written, name)) return { kind: 'template', value: written[name] as JsonValue };
      return { kind: 'missing' };
    },
    names: () => [...Object.keys(written), ...Object.keys(values), ...Object.keys(pending)],
  };
}

function rendered(text: string, scope: Scope, limits: RenderLimits = {}): Result<JsonValue> {
  const parsed = parseTemplate(text);
  return parsed.ok ? render(parsed.value, scope, limits) : parsed;
}

describe('written variables', () => {
  const scope = scopeOf({
    base: '/srv',
    dir: '{{ base }}/app',
    log: '{{ dir }}/log',
    ports: ['{{ first }}', 443],
    first: 80,
    list: '{{ ports }}',
    paths: { root: '/x', bin: '{{ paths.root }}/bin', '{{ base }}': 'key', broken: '{{ nowhere }}' },
    deep: { a: { b: ['{{ base }}', { c: '{{ dir }}' }] } },
    lone: '{{ nowhere }}',
    around: 'x{{ nowhere }}',
    mapping: { a: 1, b: 2 },
    number: 7,
    none: null,
    wrong: '{{ base + 1 }}',
    unread: '{{ base',
    padded: '{{ base }}\n',
    kept: "{{ '\\d' }}",
  });

  test.for([
    ['{{ log }}', '/srv/app/log'],
    ['{{ ports }}', [80, 443]],
    ['{{ list[0] }}', 80],
    ['{{ list | length }}', 2],
    ['{{ paths.bin }}', '/x/bin'],
    ["{{ paths['/srv'] }}", 'key'],
    ['{{ deep.a.b[1].c }}', '/srv/app'],
    ['{{ deep.a.b[-1] }}', { c: '/srv/app' }],
    ['{{ deep.a.b[1:] }}', [{ c: '/srv/app' }]],
    ['{{ number }}', 7],
    ['{{ none }}', null],
    [
      '{{ mapping.items() | list }}',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ['{{ padded }}', '/srv\n'],
    ['{{ kept }}', '\\d'],
    ['{% for p in ports %}{{ p }} {% endfor %}', '80 443 '],
    ['{% set base = "/mine" %}{{ base }} {{ dir }}', '/mine /srv/app'],
  ] as const)('%s', ([text, value]) => {
    expect(rendered(text, scope)).toEqual({ ok: true, value });
  });

  test.for([
    ['lone is defined', false],
    ['around is defined', false],
    ['lone is undefined', true],
    ['paths is defined', true],
    ['paths is undefined', false],
    ['paths is not defined', false],
    ['paths.root is defined', true],
    ['paths.broken is defined', false],
    ['mapping.c is defined', false],
    ['mapping.c.d is defined', false],
    ['ports[1] is defined', true],
    ['ports[2] is defined', false],
    ['ports.first is defined', false],
    ['ports[none] is defined', false],
    ['ports[0.5] is defined', false],
    ['mapping is mapping and ports is sequence', true],
    ['number.a is defined', false],
    ["log is match('/srv')", true],
  ] as const)('%s is %s', ([text, value]) => {
    const parsed = parseExpression(text);
    expect(parsed.ok && evaluateCondition(parsed.value, scope)).toEqual({ ok: true, value });
  });

  test.for([
    ['{{ lone | default("d") }}', 'd'],
    ['{{ around | default("d") }}', 'd'],
    ['{{ paths.broken | default("d") }}', 'd'],
    ['{{ mapping.zzz | default("d") }}', 'd'],
  ] as const)('a variable that cannot be made has a default: %s', ([text, value]) => {
    expect(rendered(text, scope)).toEqual({ ok: true, value });
  });

  test.for([
    ['a {{ lone }}', 'undefined', '`nowhere` is undefined, in the value of `lone`', 5],
    ['a {{ around }}', 'undefined', '`nowhere` is undefined, in the value of `around`', 5],
    ['{{ paths }}', 'undefined', '`nowhere` is undefined', 3],
    ['{{ mapping.c }}', 'undefined', '`mapping` has no `c`', 3],
    ['{{ wrong }}', 'type', 'cannot apply `+` to a string and a number, in the value of `wrong`', 3],
    ['{{ unread }}', 'syntax', 'this `{{` is never closed, in the value of `unread`', 3],
  ] as const)('%s', ([text, kind, message, offset]) => {
    const result = rendered(text, scope);
    expect(result).toMatchObject({ ok: false, error: { kind, offset } });
    expect(result.ok || result.error.message).toContain(message);
  });

  test('a variable is rendered once in a call', () => {
    expect(namesAsked('{{ dir }}{{ dir }}{{ log }}')).toEqual(['dir', 'base', 'dir', 'log', 'dir']);
  });

  test('siblings of what is needed are not rendered', () => {
    expect(namesAsked('{{ deep.a.b[0] }}')).toEqual(['deep', 'base']);
  });

  function namesAsked(text: string): readonly string[] {
    const names: string[] = [];
    const result = rendered(text, {
      ...scope,
      get: (name) => {
        names.push(name);
        return scope.get(name);
      },
    });
    expect(result.ok).toBe(true);
    return names;
  }
});

describe('circles', () => {
  test.for([
    [{ a: '{{ b }}', b: '{{ a }}' }, 'a -> b -> a'],
    [{ a: '{{ a }}' }, 'a -> a'],
    [{ a: 'x{{ b }}', b: ['{{ c }}'], c: { d: '{{ a }}' } }, 'a -> b -> c -> a'],
    [{ a: { x: '{{ a.x }}' } }, 'a.x -> a.x'],
    [{ z: '{{ a }}', a: '{{ z }}' }, 'a -> z -> a'],
  ] as const)('%j', ([written, circle]) => {
    expect(rendered('- {{ a }}', scopeOf(written))).toMatchObject({
      ok: false,
      error: { kind: 'limit', message: `a variable needs itself: ${circle}`, offset: 5 },
    });
  });

  test('a circle is told from where it begins', () => {
    expect(rendered('{{ start }}', scopeOf({ start: '{{ a }}', a: '{{ b }}', b: '{{ a }}' }))).toMatchObject({
      error: { message: 'a variable needs itself: a -> b -> a' },
    });
  });

  test('members that need each other are no circle', () => {
    expect(rendered('{{ a.y }}', scopeOf({ a: { x: '1', y: '{{ a.x }}2' } }))).toEqual({
      ok: true,
      value: '12',
    });
    expect(rendered('{{ a.x }}', scopeOf({ a: { x: '{{ a.x }}' } }))).toMatchObject({
      error: { message: 'a variable needs itself: a.x -> a.x' },
    });
  });

  test('a long line of variables is none either, until it is too long', () => {
    const line = (length: number): Scope =>
      scopeOf(
        Object.fromEntries(
          Array.from({ length }, (_, index) => [
            `v${index}`,
            index + 1 < length ? `{{ v${index + 1} }}` : 'end',
          ]),
        ),
      );
    expect(rendered('{{ v0 }}', line(60))).toEqual({ ok: true, value: 'end' });
    expect(rendered('{{ v0 }}', line(2000))).toMatchObject({ ok: false, error: { kind: 'limit' } });
  });
});

describe('what is not known yet', () => {
  const scope = scopeOf(
    { a: '{{ result.rc }}', b: '{{ a | default(1) }}', c: { x: 1, y: '{{ result }}' } },
    { x: 1 },
    { result: '`result` is set by a task that has not run' },
  );

  test.for([
    ['{{ result }}', 3],
    ['{{ result.rc }}', 3],
    ['{{ result | default(1) }}', 3],
    ['{{ a }}', 3],
    ['x {{ b }}', 5],
    ['{{ c }}', 3],
    ['{{ c.y }}', 3],
    ['{{ x and result }}', 9],
    ['{% if result is defined %}{% endif %}', 6],
  ] as const)('%s', ([text, offset]) => {
    expect(rendered(text, scope)).toMatchObject({
      ok: false,
      error: { kind: 'pending', message: '`result` is set by a task that has not run', offset },
    });
  });

  test.for(['{{ c.x }}', '{{ x or result }}', '{{ x if x else result }}'])('%s does not need it', (text) => {
    expect(rendered(text, scope)).toEqual({ ok: true, value: 1 });
  });
});

describe('scopes', () => {
  test('the first that knows a name answers', () => {
    const scope = layeredScope([valueScope({ a: 1 }), scopeOf({ a: 2, b: '{{ a }}' })]);
    expect(rendered('{{ a }}{{ b }}', scope)).toEqual({ ok: true, value: '11' });
    expect([...scope.names()]).toEqual(['a', 'a', 'b']);
    expect(scope.get('c')).toEqual({ kind: 'missing' });
  });

  test('nothing is inherited', () => {
    expect(valueScope({}).get('toString')).toEqual({ kind: 'missing' });
  });

  test('a name close to what was meant is suggested, from anywhere', () => {
    expect(rendered('{% set colour = 1 %}{{ color }}', valueScope({}))).toMatchObject({
      error: { hint: 'did you mean `colour`?' },
    });
    expect(rendered('{{ prots }}', valueScope({ ports: 1, protocol: 2 }))).toMatchObject({
      error: { hint: 'did you mean `ports`?' },
    });
    expect(rendered(`{{ ${'x'.repeat(70)} }}`, valueScope({ [`${'x'.repeat(69)}y`]: 1 }))).toMatchObject({
      error: { hint: undefined },
    });
  });

  test('of very many names only some are looked at', () => {
    let asked = 0;
    const names = function* (): Iterable<string> {
      for (; asked < 1_000_000; asked += 1) yield `name${asked}`;
    };
    expect(rendered('{{ nome }}', { get: () => ({ kind: 'missing' }), names })).toMatchObject({ ok: false });
    expect(asked).toBeLessThan(10_000);
  });

  test('what a scope throws is its own', () => {
    const scope: Scope = {
      get: () => {
        throw new TypeError('broken');
      },
      names: () => [],
    };
    expect(() => rendered('{{ a }}', scope)).toThrow(TypeError);
    expect(() => rendered('{{ a }}', layeredScope([scopeOf({ a: '{{ b }}' }), scope]))).toThrow(TypeError);
  });
});
