import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isKitName, kitFunctions } from './kit.ts';
import { isHere, shells } from './local-host.test-kit.ts';
import { placesOfFunctions } from './shell-files.ts';

const places = placesOfFunctions();
const names = [...places.keys()].sort();
const root = fileURLToPath(new URL('../', import.meta.url));
/** What is sent to hosts beside functions: programs of their own, and what others begin with. */
const scripts = ['host', 'probes', 'actions'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sh') && !/(?:^|\/)rr_[a-z0-9_]+\.sh$/.test(path))
    .map((path) => join(root, room, path)),
);

describe.each(names)('%s', (name) => {
  const source = readFileSync(places.get(name) ?? '', 'utf8');
  const [kitFunction] = kitFunctions([name]).slice(-1);

  test('defines itself and nothing else', () => {
    const defined = [...source.matchAll(/^([A-Za-z_]\w*)\(\) [{(]$/gm)].map(([, word]) => word);
    expect(defined).toEqual([name]);
    expect(source.startsWith('# shellcheck shell=sh\n')).toBe(true);
    expect(kitFunction?.text.startsWith(`${name}() `)).toBe(true);
  });

  test('names what it calls', () => {
    const words = [
      ...source.replaceAll(/^\s*#.*$/gm, '').matchAll(/(?<![\w$"'{/.=-])(rr_[a-z0-9_]+)(?![\w=}])/g),
    ]
      .map(([, word = '']) => word)
      .filter((word) => names.includes(word) && word !== name);
    expect(new Set(kitFunction?.needs ?? [])).toEqual(new Set(words));
  });

  test('keeps to names of its own and writes nothing to /tmp', () => {
    // A word before a `=` that ends with `)` is the pattern of a case.
    const variables = [...source.matchAll(/^\s*([A-Za-z_]\w*)=(?!.*\)(?: .*;;)?$)/gm)].map(
      ([, word = '']) => word,
    );
    expect(variables.filter((word) => !isKitName(word) && word !== 'IFS' && word !== 'PATH')).toEqual([]);
    expect(source).not.toMatch(/<<-?\s*['"\\\w]|[\s"'=>]\/tmp|^\s*local \w|\s\[\[\s|\bfunction \w+ \{/m);
  });
});

test.for(shells)('$name can read all of it', ({ words: [program, ...rest] }) => {
  const functions = kitFunctions(names).map((kitFunction) => kitFunction.text);
  for (const input of [functions.join('\n'), ...scripts.map((place) => readFileSync(place, 'utf8'))]) {
    const { stderr, status } = spawnSync(program, [...rest, '-n'], { input, encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  }
});

test.skipIf(!isHere('shellcheck', 'the linter of shell text'))('is clean under shellcheck', () => {
  // SC2154 and SC2034: variables go from one file to another. SC2015: `a && b || c` is meant so. SC2094: see rr_runner.
  const { stdout } = spawnSync(
    'shellcheck',
    ['-e', 'SC2154,SC2034,SC2015,SC2094', ...places.values(), ...scripts],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('');
});

test('needed functions come first, each once', () => {
  const order = kitFunctions(['rr_write', 'rr_link', 'rr_write']).map(({ name }) => name);
  expect(new Set(order).size).toBe(order.length);
  expect(order.indexOf('rr_sync')).toBeLessThan(order.indexOf('rr_write'));
  expect(order).toContain('rr_link');
});

test.for(['rr_nonsense', '../quote', 'rr_../rr_sync'])('%s is a bug', (name) => {
  expect(() => kitFunctions([name])).toThrow(Error);
});
