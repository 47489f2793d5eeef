import { FIREWALL_UNIT, flushByUnit, flushHazard } from '../../../firewall/flush/flush.ts';
import type { UnitEffect } from '../../unit-effect.ts';

/** Stopping one of these may empty every table, and without it the next boot brings no rules. */
export const firewallUnits: UnitEffect = {
  hazards: (name, verb) => flushHazard(flushByUnit(verb, name)),
  of(unit, verb) {
    if (!FIREWALL_UNIT.test(unit) || (verb !== 'disable' && verb !== 'mask')) return undefined;
    const without =
      `the rules in the kernel stay as they are until the next reboot; after it ${unit} loads none, and this host has no ` +
      'host firewall unless something else sets one up';
    return { impact: [without] };
  },
};
