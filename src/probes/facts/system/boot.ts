import { floatOf, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { factProbe } from '../told.ts';
import { bootWords } from './boot-words.ts';

/** How the kernel was started. */
export const cmdline: FactGroup = {
  name: 'cmdline',
  subsets: ['min', 'cmdline'],
  names: words('cmdline proc_cmdline'),
  ask: () =>
    factProbe(['rr_facts_files', '/proc/cmdline'], function* ({ content }) {
      const line = content('/proc/cmdline');
      if (line === undefined) return;
      const last = new Map<string, JsonValue>();
      const all = new Map<string, JsonValue>();
      for (const [name, value] of bootWords(line)) {
        last.set(name, value);
        const before = all.get(name);
        if (before === undefined || value === true) all.set(name, value);
        else all.set(name, [...(Array.isArray(before) ? before : [before]), value]);
      }
      yield ['cmdline', jsonObject(last)];
      yield ['proc_cmdline', jsonObject(all)];
    }),
};

export const load: FactGroup = {
  name: 'load',
  subsets: ['loadavg'],
  names: ['loadavg'],
  ask: () =>
    factProbe(['rr_facts_files', '/proc/loadavg'], function* ({ content }) {
      const [one, five, fifteen] = (content('/proc/loadavg') ?? '')
        .split(' ')
        .map((text) => floatOf(Number(text)));
      if (one === undefined || five === undefined || fifteen === undefined) return;
      yield ['loadavg', jsonObject(Object.entries({ '1m': one, '5m': five, '15m': fifteen }))];
    }),
};

export const uptime: FactGroup = {
  name: 'uptime',
  subsets: ['hardware'],
  brings: ['platform', 'python'],
  names: ['uptime_seconds'],
  ask: () =>
    factProbe(['rr_facts_files', '/proc/uptime'], function* ({ content }) {
      const seconds = content('/proc/uptime')?.split(' ')[0];
      yield ['uptime_seconds', seconds === undefined ? undefined : Math.floor(Number(seconds))];
    }),
};
