import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../model/values/json.ts';
import { parseTemplate } from './parse/parse.ts';
import { render } from './render/render.ts';
import { layeredScope, type Scope, valueScope } from './scope.ts';

/** What a host that has been taken over might answer with. */
const pieces = [
  '{{ secret }}',
  '{{',
  '}}',
  '{%',
  '%}',
  '{% if true %}',
  '{% endif %}',
  '{% raw %}',
  '{% endraw %}',
  '{#',
  '#}',
  '{{ lookup("pipe", "id") }}',
  "{{ ''.constructor }}",
  '\u0024{secret}',
  '\u0024{{ secret }}',
  '#{secret}',
  '`id`',
  '$(id)',
  '<%= 1 %>',
  '{{{{',
  '{{ "{{ secret }}" }}',
  '{',
  '}',
  '%',
  '\\',
  '\\{\\{',
  "'",
  '"',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u0000',
  '\u2028',
  '\ufeff',
  'é',
  '😀',
  '{{ x }}{{ y }}',
  'omit',
  '{{ omit }}',
  '__proto__',
  '%s%(a)s',
  '\\1\\g<0>',
  'yes',
  '~',
] as const;

/** The same thousand payloads every time: one to six pieces each. */
const payloads: readonly string[] = fc
  .sample(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), { numRuns: 1000, seed: 20 })
  .map((parts) => parts.join(''));

const written: Record<string, JsonValue> = {
  direct: '{{ x }}',
  around: '<{{ x }}>',
  twice: '{{ direct }}',
  list: ['{{ x }}', { key: '{{ twice }}' }],
  whole: { a: ['{{ x }}', { b: '-{{ x }}-' }], 'k{{ x }}': '{{ around }}' },
};

function scopeWith(x: string, y: string): Scope {
  const writtenScope: Scope = {
    get: (name) =>
      Object.hasOwn(written, name)
        ? { kind: 'template', value: written[name] as JsonValue }
        : { kind: 'missing' },
    names: () => Object.keys(written),
  };
  return layeredScope([
    valueScope({ x, y, secret: 'SECRET', host: { out: x, lines: [x, y], [x]: 'as a key' } }),
    writtenScope,
  ]);
}

/** Ways to put `x` (and `y`) into a text, and what must come out. */
const places: readonly (readonly [string, (x: string, y: string) => JsonValue])[] = [
  ['{{ x }}', (x) => x],
  ['<{{ x }}>', (x) => `<${x}>`],
  ['{{ x }}{{ y }}', (x, y) => x + y],
  ['{{ x ~ y }}', (x, y) => x + y],
  ['{{ x + y }}', (x, y) => x + y],
  ['{{ [x, y] }}', (x, y) => [x, y]],
  ["{{ [x, y] | join('') }}", (x, y) => x + y],
  ["{{ {'k': x} }}", (x) => ({ k: x })],
  ['{{ host.out }}', (x) => x],
  ['{{ host.lines }}', (x, y) => [x, y]],
  ['{{ host[x] }}', () => 'as a key'],
  ['{{ direct }}', (x) => x],
  ['{{ around }}', (x) => `<${x}>`],
  ['{{ twice }}', (x) => x],
  ['{{ list }}', (x) => [x, { key: x }]],
  ['{{ list[1].key }}', (x) => x],
  ['{% for i in [x, y] %}{{ i }}{% endfor %}', (x, y) => x + y],
  ['{% set t = x %}{{ t }}|{{ t }}', (x) => `${x}|${x}`],
  ['{% set t %}{{ x }}{% endset %}[{{ t }}]', (x) => `[${x}]`],
  ['{% if x %}{{ x }}{% endif %}', (x) => x],
  ['{{ missing | default(x) }}', (x) => x],
  ["{{ x if x else 'none' }}", (x) => x],
  ['{{ (x | to_json) | from_json }}', (x) => x],
  ['{{ x | b64encode | b64decode }}', (x) => x],
  ['{{ x | string | list | join }}', (x) => x],
  ['{{ [x] | map("string") | first }}', (x) => x],
  ["{{ '%s' | format(x) }}", (x) => x],
  ["{{ '%s-%s' % (x, y) }}", (x, y) => `${x}-${y}`],
  ["{{ '{}'.format(x) }}", (x) => x],
  ["{{ 'a' | replace('a', x) }}", (x) => x],
  ["{{ {} | combine({'k': x}) }}", (x) => ({ k: x })],
  ['{{ x | regex_replace("zzz", "") }}', (x) => x],
];

const templates = places.map(([text, expected]) => {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return { text, template: parsed.value, expected };
});

test('there are a thousand payloads, and most of them look like templates', () => {
  expect(payloads).toHaveLength(1000);
  expect(payloads.filter((payload) => /\{[{%#]/.test(payload)).length).toBeGreaterThan(500);
});

test.for(templates)('a value of a host comes out byte for byte: $text', ({ template, expected }) => {
  for (const [index, x] of payloads.entries()) {
    const y = payloads[(index + 1) % payloads.length] as string;
    expect(render(template, scopeWith(x, y))).toEqual({ ok: true, value: expected(x, y) });
  }
});

test('so it does in the values and keys of a whole document', () => {
  const parsed = parseTemplate('{{ whole }}');
  for (const x of payloads) {
    const result = parsed.ok ? render(parsed.value, scopeWith(x, '')) : parsed;
    const expected: [string, JsonValue][] = [
      ['a', [x, { b: `-${x}-` }]],
      [`k${x}`, `<${x}>`],
    ];
    expect(result.ok && Object.entries(result.value ?? {})).toEqual(expected);
  }
});

test('any text at all comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary' }), (x, y) => {
      for (const { template, expected } of templates.slice(0, 8)) {
        if (x === '' || x in { a: 1, out: 1, lines: 1 }) continue;
        expect(render(template, scopeWith(x, y))).toEqual({ ok: true, value: expected(x, y) });
      }
    }),
    { numRuns: 100 },
  );
});
