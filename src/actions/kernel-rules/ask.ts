import type { Family } from '../../firewall/kernel/canonical.ts';
import type { Observation } from '../../model/action.ts';

/** Without the rules of single services a node with 40,000 of them says 1 MB. In bytes. */
const MOST_RULES = 16_777_216;

/** Asks for the rules in the kernel. */
export const ASK_RULES: Observation = { argv: ['rr_firewall'], keepBytes: MOST_RULES };

/** The same, looked at twice with some seconds between, to tell whether they still change. */
export function askSettledRules(seconds: number): Observation {
  return { argv: ['rr_firewall_settled', String(seconds)], keepBytes: MOST_RULES };
}

export type Program = 'iptables' | 'ip6tables';

/** The program of a family of addresses, which is also the name of its unit. */
export function programFor(family: Family): Program {
  return family === 'ipv6' ? 'ip6tables' : 'iptables';
}

/** Asks what the host has of a program: its backends, what loads its file, whether that can be tried. */
export function askProgram(program: Program): Observation {
  return { argv: ['rr_iptables', program] };
}

/** Asks whether what a program shows of the kernel is all, without the rules themselves. */
export function askFrame(program: Program): Observation {
  return { argv: ['rr_firewall_frame', program] };
}
