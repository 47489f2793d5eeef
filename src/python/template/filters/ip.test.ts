import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../model/values/json.ts';
import { ipText, parseIp } from '../../../text/ip.ts';
import { parseTemplate } from '../parse/parse.ts';
import { render } from '../render/render.ts';
import { valueScope } from '../scope.ts';

function asked(input: JsonValue, query: string, filter = 'ipaddr'): JsonValue | string {
  const parsed = parseTemplate(`{{ x | ${filter}(q) }}`);
  const result = parsed.ok ? render(parsed.value, valueScope({ x: input, q: query })) : parsed;
  return result.ok ? result.value : result.error.message;
}

test.for<readonly [JsonValue, string, JsonValue]>([
  ['10.0.0.1', '', '10.0.0.1'],
  ['10.0.0.1/24', '', '10.0.0.1/24'],
  ['10.0.0.256', '', false],
  ['10.0.0', '', false],
  ['10.00.0.1', '', false],
  ['10.0.0.1/33', '', false],
  ['10.0.0.1/24/8', '', false],
  ['', '', false],
  [5, '', false],
  ['x'.repeat(200), '', false],
  [['10.0.0.1', 'x', '::1'], '', ['10.0.0.1', '::1']],
  ['10.1.2.3/20', 'address', '10.1.2.3'],
  ['10.1.2.3/20', 'network', '10.1.0.0'],
  ['10.1.2.3/20', 'broadcast', '10.1.15.255'],
  ['10.1.2.3/31', 'broadcast', false],
  ['2001:db8::1/64', 'broadcast', false],
  ['10.1.2.3/20', 'netmask', '255.255.240.0'],
  ['10.1.2.3', 'netmask', '255.255.255.255'],
  ['10.1.2.3/0', 'netmask', '0.0.0.0'],
  ['10.1.2.3/255.255.0.0', 'prefix', 16],
  ['10.1.2.3/0.0.0.0', 'prefix', 0],
  ['10.1.2.3/255.0.255.0', 'prefix', false],
  ['10.1.2.3/255.255', 'prefix', false],
  ['10.1.2.3', 'prefix', 32],
  ['10.1.2.3/20', 'subnet', '10.1.0.0/20'],
  ['10.1.2.3/20', 'network/prefix', '10.1.0.0/20'],
  ['::1', 'version', 6],
  ['2001:DB8:0:0:1:0:0:1/64', 'address', '2001:db8::1:0:0:1'],
  ['2001:db8::1/64', 'network', '2001:db8::'],
  ['::', 'address', '::'],
  ['1::', 'address', '1::'],
  ['1:2:3:4:5:6:7:8', 'address', '1:2:3:4:5:6:7:8'],
  ['1:0:3:4:5:6:7:8', 'address', '1:0:3:4:5:6:7:8'],
  ['::ffff:10.0.0.1', 'address', '::ffff:a00:1'],
  ['::ffff:10.0.0.256', '', false],
  ['1:2:3:4:5:6:7', '', false],
  ['1:2:3:4:5:6:7:8:9', '', false],
  ['1::2::3', '', false],
  ['1:2:3:4::5:6:7:8', '', false],
  ['12345::', '', false],
  ['::1/129', '', false],
  ['::1/255.0.0.0', '', false],
  ['10.1.2.3', '10.0.0.0/8', '10.1.2.3'],
  ['10.1.2.0/24', '10.0.0.0/8', '10.1.2.0/24'],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['11.0.0.1', '10.0.0.0/8', false],
  ['::1', '10.0.0.0/8', false],
  ['10.0.0.1', 'size', '`ipaddr`: the query `size` is not supported'],
])('%j asked for %j is %j', ([input, query, expected]) => {
  expect(asked(input, query)).toEqual(expected);
});

test('only one version', () => {
  expect(asked(['10.0.0.1', '::1'], '', 'ipv4')).toEqual(['10.0.0.1']);
  expect(asked(['10.0.0.1', '::1'], '', 'ipv6')).toEqual(['::1']);
});

describe('addresses', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
        (four, six) => {
          expect(parseIp(ipText(4, four))?.value).toBe(four);
          expect(parseIp(ipText(6, six))?.value).toBe(six);
        },
      ),
    );
  });
});

test.for<readonly [JsonValue, JsonValue]>([
  ['::1', '[::1]'],
  ['2001:db8::1/64', '[2001:db8::1]/64'],
  ['10.0.0.1', '10.0.0.1'],
  ['host', 'host'],
  [5, 5],
  [
    ['::1', '10.0.0.1'],
    ['[::1]', '10.0.0.1'],
  ],
])('%j wrapped for a URL is %j', ([input, expected]) => {
  const parsed = parseTemplate('{{ x | ipwrap }}');
  expect(parsed.ok && render(parsed.value, valueScope({ x: input }))).toEqual({ ok: true, value: expected });
});

const NONE = [false, false, false, false, false, false];

test.for<readonly [JsonValue, readonly boolean[]]>([
  ['10.0.0.1', [true, true, false, true, true, false]],
  ['::1', [true, false, true, true, false, true]],
  // An address, and not one with the length of its network.
  ['10.0.0.0/8', [true, true, false, false, false, false]],
  ['::/64', [true, false, true, false, false, false]],
  ['host', NONE],
  ['x'.repeat(200), NONE],
  [5, NONE],
])('%j is an address: %j', ([input, expected]) => {
  const answers = ['ip', 'ipv4', 'ipv6', 'ip_address', 'ipv4_address', 'ipv6_address'].map((name) => {
    const parsed = parseTemplate(`{{ x is ansible.utils.${name} }}`);
    const result = parsed.ok ? render(parsed.value, valueScope({ x: input })) : parsed;
    return result.ok ? result.value : result.error.message;
  });
  expect(answers).toEqual(expected);
});
