import { type JsonObject, jsonObject } from '../../../model/values/json.ts';
import { type Fact, factProbe, type ToldFacts } from '../../../probes/facts/told.ts';
import type { Probe } from '../../../probes/probe.ts';
import type { ServiceFacts } from './service-facts.ts';
import { systemdServices } from './systemd.ts';

/** Every service of a host by its name. Where two managers have one of the same name, systemd is believed. */
export const services: Probe<JsonObject> = {
  ...factProbe(['rr_services'], function* (told) {
    yield* [...sysv(told), ...chkconfig(told), ...openrc(told), ...systemdServices(told)].map(asFact);
  }),
  hint: 'see whether its service manager answers',
};

function asFact(service: ServiceFacts): Fact {
  return [service.name, jsonObject(Object.entries(service))];
}

/** ` [ + ]  ssh` of `service --status-all`. */
function sysv({ section }: ToldFacts): readonly ServiceFacts[] {
  return section('sysv').flatMap((line) => {
    const [, sign, name] = /^\s*\[ ([+-]) \]\s+(.+)$/.exec(line) ?? [];
    return name === undefined
      ? []
      : [{ name, state: sign === '+' ? 'running' : 'stopped', source: 'sysv' as const }];
  });
}

/** The exit code of `service NAME status`, and the line of `chkconfig`: `0 network  0:off 1:off 2:on 3:on …`. */
function chkconfig({ section }: ToldFacts): readonly ServiceFacts[] {
  return section('chkconfig').flatMap((line) => {
    const [, code, name, third] = /^(\d+) (\S+)\s.*\s3:(on|off)\b/.exec(line) ?? [];
    if (name === undefined) return [];
    const state = code === '0' ? 'running' : 'stopped';
    return [{ name, state, status: third === 'on' ? 'enabled' : 'disabled', source: 'sysv' as const }];
  });
}

/** ` sshd [ started ]` of `rc-status`, and `sshd | default` of `rc-update`. */
function openrc({ section }: ToldFacts): readonly ServiceFacts[] {
  const levels = new Map(
    section('rc-update').flatMap((line) => {
      const [name = '', at] = line.split('|').map((part) => part.trim());
      return at === undefined ? [] : [[name, at === '' ? null : at.split(/\s+/)] as const];
    }),
  );
  return section('rc-status').flatMap((line) => {
    const [name, state] = line.replaceAll(/[[\]]/g, '').trim().split(/\s+/);
    if (!line.startsWith(' ') || name === undefined || state === undefined) return [];
    return [{ name, runlevels: levels.get(name) ?? null, state, source: 'openrc' as const }];
  });
}
