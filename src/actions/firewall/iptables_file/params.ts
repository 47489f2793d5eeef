import type { JsonObject } from '../../../model/values/json.ts';
import { type Program, programFor } from '../../../probes/rules/program.ts';
import { tidyPath } from '../../files/host-file/path.ts';

export interface IptablesFileParams {
  readonly path?: string;
  readonly family?: 'ipv4' | 'ipv6';
  readonly desired?: 'clean';
  readonly rules?: string;
  readonly src?: string;
  readonly reapply?: string;
  readonly allow_undecided?: boolean;
  readonly owners?: JsonObject;
  readonly cluster_networks?: readonly string[];
  readonly save_on_stop?: 'no' | 'keep';
  readonly prove?: 'auto' | 'required' | 'off';
}

/** The files and programs of one family. */
export interface Places {
  /** What iptables.service loads. */
  readonly rules: string;
  /** What it is set up by: beside the rules, as the package has it. */
  readonly config: string;
  readonly reapply: string;
  /** The program, which is also the name of the unit. */
  readonly program: Program;
  /** The variable in `config` by which the unit writes the kernel's rules over the file when it stops. */
  readonly saveOnStop: string;
}

export function placesOf({ path, family = 'ipv4', reapply }: IptablesFileParams): Places {
  const program = programFor(family);
  const rules = tidyPath(path ?? `/etc/sysconfig/${program}`);
  return {
    rules,
    config: `${rules}-config`,
    reapply: tidyPath(reapply ?? `/etc/sysconfig/rulerun-reapply-${family}`),
    program,
    saveOnStop: `${program.toUpperCase()}_SAVE_ON_STOP`,
  };
}
