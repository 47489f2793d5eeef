import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { type Dependents, dependentsOf } from '../../../probes/unit/dependents.ts';
import { staleUnits } from '../../../probes/unit/stale.ts';
import { unitName } from '../../../probes/unit/unit-name.ts';
import { info, refused, satisfied, stateDiff, wanted } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import type { UnitEffect } from '../../unit-effect.ts';
import { ENABLED, hazardsBy, mistakeInName, NAME, planNamed, questionsAbout, STATE } from './named-unit.ts';
import { DAEMON_RELOAD } from './unit-move.ts';

const params = {
  name: { ...NAME, aliases: ['service', 'unit'] },
  enabled: ENABLED,
  masked: {
    type: 'boolean',
    description:
      'Whether systemd refuses to start it. Masked and disabled are both reached, whatever the order they are written in; nothing is stopped',
  },
  state: STATE,
  daemon_reload: {
    type: 'boolean',
    description: 'Read unit files again that have changed on disk, before anything else',
    aliases: ['daemon-reload'],
  },
  unless_restarted_with: {
    ...NAME,
    description:
      'With `state: restarted`: a unit restarted before. Where it takes this one along (PartOf, Requires, BindsTo), this one is not restarted once more',
  },
} as const;

type SystemdParams = ParamsOf<typeof params>;

/** @param effects what else moving a unit changes on a host */
export function systemdWith(effects: readonly UnitEffect[]): Action {
  return defineAction({
    name: 'systemd',
    aliases: ['systemd_service'],
    collections: BUILTIN,
    summary: 'Enable, mask, start or stop a systemd unit',
    params,
    readOnly: false,
    example: `\
- name: Keep iptables.service from ever starting again
  systemd:
    name: iptables.service
    enabled: false
    masked: true
`,
    hazards: hazardsBy(effects),
    mistakeIn: ({ name }) => (name === undefined ? undefined : mistakeInName(name)),
    observe: ({ name, state, unless_restarted_with: other }) => ({
      stale: name === undefined ? staleUnits : undefined,
      ...questionsAbout(name, state, effects),
      other: name === undefined || other === undefined ? undefined : dependentsOf(unitName(other)),
    }),
    plan(wish, told): Decision {
      const { name, enabled, masked, state, daemon_reload: reload = false } = wish;
      if (name === undefined) return planReload(wish, told.stale ?? []);
      const taken = takenAlong(wish, told.other);
      if (typeof taken === 'object') return taken;
      const want = { enabled, masked, state: taken === undefined ? state : undefined, reload };
      const decision = planNamed(name, want, told, effects);
      if (taken === undefined || decision.kind !== 'satisfied') return decision;
      return { ...decision, messages: [...decision.messages, info(taken)] };
    },
  });
}

/** Says how a restart has reached this unit already; undefined: it has not. */
function takenAlong(
  { name = '', state, unless_restarted_with: other }: SystemdParams,
  dependents: Dependents | undefined,
): string | undefined | Decision {
  if (other === undefined || dependents === undefined) return undefined;
  if (state !== 'restarted')
    return refused('`unless_restarted_with` is about a restart', 'say `state: restarted`, or leave it out');
  const found = dependents.all.find(({ unit, active }) => active && unit === unitName(name));
  return (
    found &&
    `${found.unit} restarts with ${unitName(other)} (${found.bond}=${found.on}), and is not restarted again`
  );
}

/** Without a unit's name only the files of all units can be read again. */
function planReload(
  { enabled, masked, state, daemon_reload: reload }: SystemdParams,
  stale: readonly string[],
): Decision {
  if (enabled !== undefined || masked !== undefined || state !== undefined || reload !== true) {
    return refused('no unit is named', 'add `name`; only `daemon_reload: true` goes without');
  }
  if (stale.length === 0) return satisfied({});
  return wanted({
    summary:
      stale.length === 1 ? `reload the files of ${stale[0]}` : `reload the files of ${stale.length} units`,
    diff: stale.map((unit) => stateDiff(`files of ${unit}`, 'outdated', 'current')),
    apply: [DAEMON_RELOAD],
    undo: { kind: 'nothing' },
  });
}
