import type { Action, Decision } from '../../../model/action.ts';
import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { type Unit, unitNamed } from '../../../probes/unit/unit.ts';
import { UNIT_NAME_PATTERN, unitName } from '../../../probes/unit/unit-name.ts';
import {
  isEnabled,
  isMasked,
  isMaskedForGood,
  isMissing,
  ownLinks,
  unitFileOf,
} from '../../../probes/unit/unit-state.ts';
import { info, refused, satisfied } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';

const params = {
  name: {
    type: 'string',
    required: true,
    description: 'The unit; one that is not installed is disabled and cannot start',
    pattern: UNIT_NAME_PATTERN,
  },
  enabled: {
    type: 'boolean',
    description: 'Whether anything must start it at boot; links that a mask hides count',
  },
  masked: { type: 'boolean', description: 'Whether it must be masked, and stay so after the next boot' },
  must_not_be_in: {
    type: 'strings',
    description:
      'Folders its unit file must not lie in, such as /etc/systemd/system, where a mask would have to be',
  },
} as const;

type UnitFileParams = ParamsOf<typeof params>;

export const unitFile: Action = defineAction({
  name: 'unit_file',
  collections: [],
  summary: 'Check where a systemd unit lies and whether it starts at boot',
  params,
  readOnly: true,
  example: `\
- name: iptables.service can be masked
  unit_file:
    name: iptables.service
    must_not_be_in: /etc/systemd/system
`,
  observe: ({ name }) => ({ unit: unitNamed(unitName(name)) }),
  plan: (params, { unit }) => planUnitFile(params, unit),
});

function planUnitFile(params: UnitFileParams, unit: Unit): Decision {
  const fault = isMissing(unit)
    ? missingFault(params, unit)
    : (placeFault(params, unit) ?? bootFault(params, unit));
  if (fault !== undefined)
    return refused(fault, `see \`systemctl status ${unit.id}\` and \`systemctl cat ${unit.id}\``);
  // Somebody who only asks reads it from the result.
  const { name: _, ...demands } = params;
  const missing = isMissing(unit) && !isMasked(unit) && Object.keys(demands).length > 0;
  return satisfied(resultOf(unit), missing ? [info(`${unit.id} is not installed`)] : []);
}

function missingFault({ enabled, masked }: UnitFileParams, unit: Unit): string | undefined {
  if (enabled === true) return `${unit.id} is not installed`;
  return masked === false && isMasked(unit) ? `${unit.id} is masked` : undefined;
}

function placeFault({ must_not_be_in: folders = [] }: UnitFileParams, unit: Unit): string | undefined {
  const file = unitFileOf(unit);
  const folder = folders
    .map((path) => path.replace(/\/+$/, ''))
    .find((path) => file?.path.startsWith(`${path}/`));
  return file === undefined || folder === undefined
    ? undefined
    : `the unit file of ${unit.id} is ${file.path}: it must not be in ${folder}`;
}

function bootFault({ enabled, masked }: UnitFileParams, unit: Unit): string | undefined {
  if (masked === true && !isMaskedForGood(unit)) {
    return `${unit.id} is not masked${isMasked(unit) ? ' beyond the next boot' : ''}`;
  }
  if (masked === false && isMasked(unit)) return `${unit.id} is masked`;
  if (enabled === true && !isEnabled(unit)) return `${unit.id} is not enabled`;
  if (enabled !== false || !isEnabled(unit)) return undefined;
  const links = ownLinks(unit).map(({ path }) => path);
  return `${unit.id} is enabled${links.length > 0 ? ` by ${links.join(', ')}` : ''}`;
}

function resultOf(unit: Unit) {
  return {
    name: unit.id,
    exists: !isMissing(unit),
    path: unitFileOf(unit)?.path ?? unit.fragmentPath,
    drop_ins: unit.dropInPaths,
    links: unit.enablement.map(({ path }) => path),
    enabled: isEnabled(unit),
    masked: isMasked(unit),
    load_state: unit.loadState,
    active_state: unit.activeState,
    unit_file_state: unit.enabledWord,
  };
}
