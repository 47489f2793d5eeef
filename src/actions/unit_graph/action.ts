import type { Action, Answer, Decision, Message } from '../../model/action.ts';
import { answerAt, keyValues, linesOf, troubleIn, wordsOf } from '../answer.ts';
import { info, refused, satisfied, warning } from '../decision.ts';
import { defineAction } from '../define-action.ts';
import { UNIT_NAME_PATTERN, unitName } from '../systemd/unit-name.ts';

export interface UnitGraphParams {
  readonly name: string;
  readonly must_not_require?: readonly string[];
  readonly must_not_be_part_of?: readonly string[];
  readonly file_not_in?: string;
  readonly warn_part_of?: readonly string[];
}

export const unitGraph: Action = defineAction<UnitGraphParams>({
  name: 'unit_graph',
  collections: [],
  summary: 'Check what a systemd unit requires, wants and is part of',
  readOnly: true,
  params: {
    type: 'object',
    properties: {
      name: {
        type: 'string',
        description: 'The unit; without a suffix, a service',
        pattern: UNIT_NAME_PATTERN,
      },
      must_not_require: {
        type: 'strings',
        description: 'Units it must not require: without them it could not start',
      },
      must_not_be_part_of: {
        type: 'strings',
        description: 'Units it must not be part of: it stops and restarts when they do',
      },
      warn_part_of: {
        type: 'strings',
        description: 'Units of which it is only said when it is part of them',
      },
      file_not_in: {
        type: 'path',
        description: 'A folder its unit file must not be in: a file in /etc/systemd/system cannot be masked',
      },
    },
    required: ['name'],
    additionalProperties: false,
  },
  example: `- name: Docker does not require iptables.service
  unit_graph:
    name: docker.service
    must_not_require: iptables.service
`,
  observe: ({ name }) => [{ argv: ['rr_unit_graph', unitName(name)] }],
  plan: planUnitGraph,
});

/** A unit's place among the others, as `register` keeps it. */
interface Graph {
  readonly loadState: string;
  readonly fragment: string;
  readonly dropIns: readonly string[];
  readonly requires: readonly string[];
  readonly wants: readonly string[];
  readonly partOf: readonly string[];
  readonly after: readonly string[];
}

export function planUnitGraph(params: UnitGraphParams, answers: readonly Answer[]): Decision {
  const answer = answerAt(answers, 0);
  const trouble = troubleIn(answer);
  if (trouble !== undefined)
    return refused(`systemd did not answer: ${trouble}`, 'check with `systemctl status` on the host');
  const name = unitName(params.name);
  const graph = readGraph(answer);
  if (graph.loadState === 'not-found') return satisfied(resultOf(graph), [info(`${name} is not installed`)]);
  return objection(name, params, graph) ?? satisfied(resultOf(graph), warnings(name, params, graph));
}

function readGraph(answer: Answer): Graph {
  const values = keyValues(linesOf(answer));
  const words = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => wordsOf(values.get(key)));
  return {
    loadState: values.get('LoadState') ?? 'unknown',
    fragment: values.get('FragmentPath') ?? '',
    dropIns: words('DropInPaths'),
    // BindsTo and Requisite are stronger forms of Requires; the Overridable ones are what systemd 219 calls a weaker form.
    requires: words('Requires', 'RequiresOverridable', 'Requisite', 'RequisiteOverridable', 'BindsTo'),
    wants: words('Wants'),
    partOf: words('PartOf'),
    after: words('After'),
  };
}

function objection(name: string, params: UnitGraphParams, graph: Graph): Decision | undefined {
  const required = params.must_not_require?.map(unitName).find((unit) => graph.requires.includes(unit));
  if (required !== undefined) {
    return refused(
      `${name} requires ${required}: with ${required} masked it does not start at the next boot`,
      `in ${places(graph)} change Requires=${required} to Wants=${required}, then systemctl daemon-reload`,
    );
  }
  const whole = params.must_not_be_part_of?.map(unitName).find((unit) => graph.partOf.includes(unit));
  if (whole !== undefined) {
    return refused(
      `${name} is part of ${whole}: it stops and restarts whenever ${whole} does`,
      `remove PartOf=${whole} in ${places(graph)}, then systemctl daemon-reload`,
    );
  }
  const { file_not_in: folder } = params;
  // The file of a masked unit is the mask itself.
  if (folder === undefined || graph.loadState === 'masked' || !graph.fragment.startsWith(`${folder}/`))
    return undefined;
  return refused(
    `the file of ${name} is ${graph.fragment}: systemd cannot mask a unit whose file is in ${folder}`,
    `move it to /usr/lib/systemd/system if it is the package's own, or remove it, then systemctl daemon-reload`,
  );
}

function places({ fragment, dropIns }: Graph): string {
  return [...dropIns, ...(fragment === '' ? [] : [fragment])].join(' or ') || 'its unit file';
}

function warnings(
  name: string,
  { warn_part_of: units = [] }: UnitGraphParams,
  graph: Graph,
): readonly Message[] {
  return units
    .map(unitName)
    .filter((unit) => graph.partOf.includes(unit))
    .map((unit) =>
      warning(`${name} is part of ${unit}: whoever stops or restarts ${unit} also stops or restarts ${name}`),
    );
}

function resultOf(graph: Graph): Parameters<typeof satisfied>[0] {
  return {
    load_state: graph.loadState,
    fragment_path: graph.fragment,
    drop_ins: graph.dropIns,
    requires: graph.requires,
    wants: graph.wants,
    part_of: graph.partOf,
    after: graph.after,
  };
}
