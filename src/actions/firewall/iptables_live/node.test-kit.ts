import { readFileSync } from 'node:fs';
import type { Answer } from '../../../model/action.ts';
import { said } from '../../../probes/said.test-kit.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../firewall/fixtures/${name}`, import.meta.url), 'utf8');

/** The running rules of an OpenShift 3.11 node, and what its file is when it has been cleaned. */
export const NODE: string = fixture('openshift-3.11.txt');
export const CLEAN: string = fixture('openshift-3.11.clean.txt');

/** As `rr_file` tells of a file with this text. */
export function fileSaid(text: string | undefined): Answer {
  if (text === undefined) return said('absent\nparent /etc\n');
  const stat = `stat 8180 0 0 ${Buffer.byteLength(text)} 1 root root 0`;
  return said(`${stat}\nreal /etc/sysconfig/iptables\nparent /etc/sysconfig\ncontent\n${text}`);
}
