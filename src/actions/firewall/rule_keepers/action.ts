import type { Owner } from '../../../firewall/owners/owner.ts';
import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { keepers, type Running, type UnitState } from '../../../probes/keepers/keepers.ts';
import { type Live, runningRules } from '../../../probes/rules/live.ts';
import { blindTo } from '../../../probes/rules/saves.ts';
import { UNIT_NAME_PATTERN, unitName } from '../../../probes/unit/unit-name.ts';
import { hindered, refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { type Keeper, keeperOf } from './who.ts';

const params = {
  docker: {
    type: 'string',
    description:
      'The unit in which Docker runs; without it the one whose process is the daemon, else docker.service',
    pattern: UNIT_NAME_PATTERN,
  },
  node: {
    type: 'string',
    description:
      'The unit of OpenShift’s node; without it the one whose process it is, else origin-node.service or atomic-openshift-node.service',
    pattern: UNIT_NAME_PATTERN,
  },
  doubt: {
    type: 'string',
    enum: ['refuse', 'warn'],
    description:
      'How to treat rules in the kernel that nothing could bring back: a fault, or a warning where nothing is to be restarted',
    default: 'refuse',
  },
} as const;

type RuleKeepersParams = ParamsOf<typeof params>;

const USUAL = {
  docker: ['docker.service'],
  node: ['origin-node.service', 'atomic-openshift-node.service'],
} as const;

export const ruleKeepers: Action = defineAction({
  name: 'rule_keepers',
  collections: [],
  summary: 'Find out which units bring the running rules of Docker and OpenShift back',
  params,
  readOnly: true,
  example: `\
- name: What brings the rules of Docker and of the node back is known
  rule_keepers:
    docker: container-engine.service
  register: keepers
`,
  observe: (params) => ({ rules: runningRules('ipv4', 'ipv6'), running: keepers(unitsOf(params)) }),
  /** `register` keeps the names of the two units, `''` for what the host has not. */
  plan(params, { running, rules: all }) {
    const blind = all.flatMap((each) => blindTo(each) ?? [])[0];
    if (blind !== undefined) return hindered(blind);
    const docker = keeperOf({
      ...known(running, USUAL.docker, params.docker),
      program: 'Docker',
      chain: chainOf(all, 'docker'),
      processes: running.docker,
      saidBy: 'docker_service',
      strict: true,
    });
    const node = keeperOf({
      ...known(running, USUAL.node, params.node),
      program: 'OpenShift’s node',
      chain: chainOf(all, 'openshift'),
      processes: running.node,
      saidBy: 'node_service',
      // As a container of Docker’s it runs in no service of its own, and its unit is a usual one all the same.
      strict: false,
    });
    return decide(params, docker, node);
  },
});

function unitsOf({ docker, node }: RuleKeepersParams): readonly string[] {
  const told = [docker, node].flatMap((name) => (name === undefined ? [] : [unitName(name)]));
  return [...new Set([...told, ...USUAL.docker, ...USUAL.node])];
}

function decide({ doubt }: RuleKeepersParams, docker: Keeper, node: Keeper): Decision {
  const obstacles = [docker, node].flatMap((keeper) => ('why' in keeper ? [keeper] : []));
  const [first] = obstacles;
  if (first !== undefined && doubt === 'refuse') {
    return refused(obstacles.map(({ why }) => why).join('; '), first.hint);
  }
  return satisfied(
    { docker: 'unit' in docker ? docker.unit : '', node: 'unit' in node ? node.unit : '' },
    obstacles.map(({ why }) => warning(why)),
  );
}

function known({ units }: Running, usual: readonly string[], told: string | undefined) {
  return {
    told: told === undefined ? undefined : stateOf(units, unitName(told)),
    usual: usual.map((name) => stateOf(units, name)),
  };
}

function stateOf(units: Running['units'], name: string): UnitState {
  return units.get(name) ?? { name, installed: false, running: false, enabled: false };
}

/** A chain of the owner's in the kernel: what a flush takes away. */
function chainOf(all: readonly Live[], owner: Owner): string | undefined {
  for (const { tables } of all) {
    for (const [table, { chains }] of tables) {
      const found = chains.find((each) => each.owner === owner);
      if (found !== undefined) return `the chain ${found.chain.name} of the table ${table}`;
    }
  }
  return undefined;
}
