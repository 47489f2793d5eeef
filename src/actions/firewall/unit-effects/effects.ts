import type { UnitEffect } from '../../unit-effect.ts';
import { firewallUnits } from './firewall-units.ts';
import { runningRules } from './running-rules.ts';

/** What moving a unit does to the host's firewall. */
export const firewallEffects: readonly UnitEffect[] = [firewallUnits, runningRules];
