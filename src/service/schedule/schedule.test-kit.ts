import type { Schedule } from './schedule.ts';

/** A schedule as `install` makes it, with what a test wants otherwise. */
export function scheduleWith(changes: Partial<Schedule> = {}): Schedule {
  return {
    formatVersion: 1,
    name: 'nightly',
    at: 'Sun 02:00',
    timezone: 'Europe/Berlin',
    windowMs: 7_200_000,
    jitterMs: 600_000,
    catchUp: false,
    by: { kind: 'systemd', manager: 'system', folder: '/etc/systemd/system' },
    longestTaskMs: 600_000,
    installedAt: '2026-11-23T03:00:00.000Z',
    job: {
      playbooks: ['/srv/playbooks/disable-iptables-service.yml'],
      inventory: ['/srv/inventory'],
      extraVars: [],
      tags: [],
      skipTags: [],
      forks: 50,
      verbose: 0,
      report: [],
    },
    ...changes,
  };
}
