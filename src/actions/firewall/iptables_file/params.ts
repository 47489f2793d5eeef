import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { type Program, programFor } from '../../../probes/rules/program.ts';
import { tidyPath } from '../../files/host-file/path.ts';

export const fileProperties = {
  path: {
    type: 'path',
    description:
      'The file, of at most 16 MiB; by `family` /etc/sysconfig/iptables or /etc/sysconfig/ip6tables',
    aliases: ['dest'],
  },
  family: {
    type: 'string',
    enum: ['ipv4', 'ipv6'],
    description: 'Which of the two files, programs and units is meant',
    default: 'ipv4',
  },
  desired: {
    type: 'string',
    enum: ['clean'],
    description:
      'Without the rules of Docker, OpenShift, Kubernetes and pod networks; those of the administrator and the installer stay',
    default: 'clean',
  },
  rules: { type: 'string', description: 'The whole text instead, as iptables-save writes it' },
  src: { type: 'string', description: 'The same, from a file beside the playbook' },
  reapply: {
    type: 'path',
    description:
      'Where the rules of the administrator go that stood in a chain of a program; written when there are some, by default to /etc/sysconfig/rulerun-reapply-ipv4 or -ipv6',
  },
  allow_undecided: {
    type: 'boolean',
    description: 'Keep chains of unknown owners, and a policy DROP of FORWARD, instead of stopping there',
    default: false,
  },
  owners: {
    type: 'map',
    description:
      'Owners of chains that rulerun does not recognize by itself: a name and `admin`, `docker`, `openshift` and so on',
  },
  cluster_networks: {
    type: 'strings',
    description: 'The networks of the pods, such as 10.128.0.0/14, where the file leaves that open',
  },
  save_on_stop: {
    type: 'string',
    enum: ['no', 'keep'],
    description:
      '`no`: the unit no longer writes the running rules over the file when it stops; its `-config` file beside the rules says so',
    default: 'no',
  },
  prove: {
    type: 'string',
    enum: ['auto', 'required', 'off'],
    description:
      'The host loads the new text in a network namespace of its own as the first step of the change, so not in a dry run; `auto`: where it can',
    default: 'auto',
  },
} as const;

export type IptablesFileParams = ParamsOf<typeof fileProperties>;

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

export function placesOf({ path, family, reapply }: IptablesFileParams): Places {
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
