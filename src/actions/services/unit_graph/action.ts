import type { Action, Decision, Message } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { graphOf, type UnitGraph } from '../../../probes/unit/graph.ts';
import { UNIT_NAME_PATTERN, unitName } from '../../../probes/unit/unit-name.ts';
import { info, refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';

const units = (description: string) =>
  ({ type: 'strings', description, pattern: UNIT_NAME_PATTERN }) as const;

const params = {
  name: {
    type: 'string',
    required: true,
    description: 'The unit; a unit that is not installed passes',
    pattern: UNIT_NAME_PATTERN,
  },
  must_not_require: units('Units without which it must be able to start'),
  must_not_be_part_of: units('Units whose stop or restart must not stop or restart it'),
  should_not_be_part_of: units('The same, as a warning'),
} as const;

type UnitGraphParams = ParamsOf<typeof params>;

export const unitGraph: Action = defineAction({
  name: 'unit_graph',
  collections: [],
  summary: 'Check how a systemd unit depends on others',
  params,
  readOnly: true,
  example: `\
- name: Docker starts without iptables.service
  unit_graph:
    name: docker.service
    must_not_require: iptables.service
`,
  observe: ({ name }) => ({ graph: graphOf(unitName(name)) }),
  plan: (params, { graph }) => planUnitGraph(params, graph),
});

function planUnitGraph(params: UnitGraphParams, graph: UnitGraph): Decision {
  const needed = common(graph.requires, params.must_not_require);
  if (needed !== undefined) {
    return refused(
      `${graph.id} requires ${needed}: without ${needed} it does not start`,
      `change Requires= to Wants= in ${whereSaid(graph)}, then run \`systemctl daemon-reload\``,
    );
  }
  const whole = common(graph.partOf, params.must_not_be_part_of);
  if (whole !== undefined) {
    return refused(
      partOf(graph, whole),
      `take PartOf=${whole} out of ${whereSaid(graph)}, then run \`systemctl daemon-reload\``,
    );
  }
  return satisfied(resultOf(graph), messagesAbout(graph, params));
}

function messagesAbout(
  graph: UnitGraph,
  { should_not_be_part_of: units }: UnitGraphParams,
): readonly Message[] {
  const whole = common(graph.partOf, units);
  return [
    ...(graph.loadState === 'not-found' ? [info(`${graph.id} is not installed`)] : []),
    ...(whole === undefined ? [] : [warning(partOf(graph, whole))]),
    ...(graph.needsReload
      ? [
          warning(
            `systemd has not read the latest files of ${graph.id}: after \`systemctl daemon-reload\` this may differ`,
          ),
        ]
      : []),
  ];
}

function partOf({ id }: UnitGraph, whole: string): string {
  return `${id} is PartOf=${whole}: stopping or restarting ${whole} stops or restarts ${id}`;
}

function whereSaid({ id, dropIns }: UnitGraph): string {
  return dropIns.length > 0 ? dropIns.join(' or ') : `the unit file of ${id}`;
}

function common(there: readonly string[], asked: readonly string[] | undefined): string | undefined {
  const wanted = new Set(asked?.map(unitName));
  return there.find((unit) => wanted.has(unit));
}

function resultOf(graph: UnitGraph) {
  return {
    name: graph.id,
    exists: graph.loadState !== 'not-found',
    active: graph.activeState === 'active',
    requires: graph.requires,
    wants: graph.wants,
    part_of: graph.partOf,
    after: graph.after,
    before: graph.before,
    required_by: graph.requiredBy,
    consists_of: graph.consistsOf,
    drop_ins: graph.dropIns,
  };
}
