import type { Obstacle } from '../../../model/action.ts';
import type { Process, UnitState } from '../../../probes/keepers/keepers.ts';

/** One program that keeps rules in the kernel, and what is known of who would bring them back. */
export interface Keeping {
  /** `Docker`, `OpenShift’s node`. */
  readonly program: string;
  /** Its rules, by one of its chains; undefined: there are none. */
  readonly chain: string | undefined;
  readonly processes: readonly Process[];
  /** Said by a person; undefined: the host is to tell. */
  readonly told: UnitState | undefined;
  /** The usual units, the first that is there counts. */
  readonly usual: readonly UnitState[];
  /** The variable of the playbooks by which a person says it. */
  readonly saidBy: string;
  /** Whether a process that systemd has no service for is one that nobody could start anew. */
  readonly strict: boolean;
}

/** The unit whose start writes the rules again, `''` where there is nothing to bring back; or why nobody can tell. */
export type Keeper = { readonly unit: string } | Obstacle;

/** By what runs, not by what units are usually called. */
export function keeperOf(keeping: Keeping): Keeper {
  const { program, processes, told, usual, chain } = keeping;
  const units = [...new Set(processes.flatMap(({ unit }) => unit ?? []))];
  if (told !== undefined) return keeperAsTold(keeping, told, units);
  const [only, other] = units;
  if (other !== undefined)
    return obstacle(keeping, `${program} runs more than once, in ${units.join(' and ')}`);
  const running = usual.find((unit) => unit.running);
  if (only !== undefined) return { unit: only };
  if (running !== undefined) return { unit: running.name };
  const [lost] = processes;
  if (lost !== undefined && keeping.strict) {
    return obstacle(keeping, `${program} runs in no unit of systemd (process ${lost.pid}: ${lost.command})`);
  }
  if (chain !== undefined) {
    return obstacle(keeping, `${program} has rules in the kernel (${chain}), and ${stateOf(usual)}`);
  }
  return { unit: usual.find((unit) => unit.installed && unit.enabled)?.name ?? '' };
}

function keeperAsTold(keeping: Keeping, told: UnitState, units: readonly string[]): Keeper {
  const { program, chain, processes } = keeping;
  if (told.running) {
    const [first] = units;
    if (first === undefined || units.includes(told.name)) return { unit: told.name };
    return obstacle(keeping, `${program} runs in ${units.join(' and ')}, not in ${told.name}`);
  }
  if (processes.length === 0 && chain === undefined && told.installed) return { unit: told.name };
  return obstacle(keeping, `${told.name} does not run, so it is not what keeps the rules of ${program}`);
}

function stateOf(usual: readonly UnitState[]): string {
  const there = usual.filter(({ installed }) => installed).map(({ name }) => name);
  const names = (there.length > 0 ? there : usual.map(({ name }) => name)).join(' or ');
  return there.length > 0
    ? `${names} does not run: a start could make it the second beside what wrote them`
    : `there is no ${names} that could bring them back`;
}

function obstacle({ saidBy }: Keeping, why: string): Keeper {
  return {
    why,
    hint: `say in which unit it runs by the variable \`${saidBy}\`, or start it yourself where it is the right one`,
  };
}
