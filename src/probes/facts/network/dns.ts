import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe, linesIn } from '../told.ts';

export const dns: FactGroup = {
  name: 'dns',
  subsets: ['min', 'dns'],
  names: ['dns'],
  ask: () =>
    factProbe(['rr_facts_files', '/etc/resolv.conf'], function* ({ content }) {
      yield ['dns', resolver(linesIn(content('/etc/resolv.conf')))];
    }),
};

/** The settings of resolv.conf: of most the last line counts, name servers add up. */
function resolver(lines: readonly string[]): JsonValue {
  const settings = new Map<string, JsonValue>();
  const nameservers: string[] = [];
  for (const line of lines) {
    if (/^[#;]|^\s*$/.test(line)) continue;
    const [key, ...rest] = line.trim().split(/\s+/);
    if (key === 'nameserver') nameservers.push(...rest);
    else if (key === 'domain' && rest[0] !== undefined) settings.set('domain', rest[0]);
    else if (key === 'search' || key === 'sortlist') settings.set(key, rest);
    else if (key === 'options') settings.set('options', optionsOf(rest));
  }
  return jsonObject(nameservers.length === 0 ? settings : [['nameservers', nameservers], ...settings]);
}

function optionsOf(words: readonly string[]): JsonValue {
  return jsonObject(
    words.map((word) => {
      const at = word.indexOf(':');
      return at < 0 ? ([word, true] as const) : ([word.slice(0, at), word.slice(at + 1) || true] as const);
    }),
  );
}
