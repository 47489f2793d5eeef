import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isMissing } from '../../../disk/error-code.ts';
import { RulerunError } from '../../../model/error.ts';
import { ExitCode } from '../../../model/run/exit-code.ts';
import { nodeFolder, sandboxFolder } from '../place.ts';

/**
 * Deletes the disk of one node, or of all: the next connection finds a new one.
 * @throws {RulerunError} when there is no such node, or one of them is powered on; none is deleted then
 */
export async function resetSandbox(stateDir: string, node?: string): Promise<void> {
  const nodes = await nodesIn(stateDir);
  if (node !== undefined && !nodes.includes(node)) throw isNowhere(node, nodes);
  const wanted = node === undefined ? nodes : nodes.filter((name) => name === node);
  for (const name of wanted) {
    if (await isPoweredOn(stateDir, name)) throw isInUse(name);
  }
  for (const name of wanted) await rm(nodeFolder(stateDir, name), { recursive: true, force: true });
}

/** One line a node, in the order of their names: whether it is powered on, and where its disk lies. */
export async function sandboxStatus(stateDir: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of await nodesIn(stateDir)) {
    const power = (await isPoweredOn(stateDir, name)) ? 'powered on' : 'powered off';
    const firewall = await firewallOf(stateDir, name);
    lines.push(`${name}  ${power}  ${firewall}  disk ${join(nodeFolder(stateDir, name), 'root')}`);
  }
  return lines;
}

async function nodesIn(stateDir: string): Promise<readonly string[]> {
  const entries = await readdir(sandboxFolder(stateDir), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The node's first process holds a lock as long as it lives. */
async function isPoweredOn(stateDir: string, name: string): Promise<boolean> {
  const lock = join(nodeFolder(stateDir, name), 'lock');
  return promisify(execFile)('flock', ['-n', lock, 'true']).then(
    () => false,
    // Without flock no node can ever have been powered on.
    (cause: unknown) => !isMissing(cause),
  );
}

async function firewallOf(stateDir: string, name: string): Promise<string> {
  const kind = await readFile(join(nodeFolder(stateDir, name), 'wire', 'iptables'), 'utf8').catch(() => '');
  if (kind === '') return 'never powered on';
  return kind.trim() === 'machine' ? "this machine's iptables" : 'a stand-in for iptables';
}

function isNowhere(name: string, nodes: readonly string[]): RulerunError {
  return new RulerunError('NO_SUCH_NODE', `there is no sandbox node ${name}`, {
    hint:
      nodes.length === 0
        ? 'there are none yet: a node is made when it is first used'
        : `there are ${nodes.join(', ')}`,
  });
}

function isInUse(name: string): RulerunError {
  return new RulerunError('SANDBOX_IN_USE', `sandbox node ${name} is powered on by another rulerun`, {
    exitCode: ExitCode.blocked,
    hint: 'wait until that rulerun has ended, or end it',
  });
}
