import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Link } from '../../model/ports.ts';
import { sandboxTransport } from './transport.ts';

const probe = spawnSync('unshare', ['-Urmpfnui', 'mount', '-t', 'proc', 'proc', '/proc'], {
  encoding: 'utf8',
});

/** Why there can be no nodes on this machine; undefined: there can. */
export const noNodes: string | undefined =
  probe.status === 0 ? undefined : `no namespaces here: ${probe.error?.message ?? probe.stderr.trim()}`;

if (noNodes !== undefined) process.stderr.write(`skipped, sandbox nodes: ${noNodes}\n`);

export const never: AbortSignal = new AbortController().signal;

export interface Said {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nodes in a state folder of their own, which goes with them. */
export interface TestSandbox extends AsyncDisposable {
  readonly stateDir: string;
  link(node?: string): Promise<Link>;
  /** Runs the command with `/bin/sh`; exit code undefined: the node was lost meanwhile. */
  say(command: string, node?: string): Promise<Said>;
  /** Powers all nodes off; the next link powers its node on again. */
  powerOff(): Promise<void>;
}

export function newSandbox(): TestSandbox {
  const stateDir = mkdtempSync(join(tmpdir(), 'rulerun-nodes-'));
  let transport = sandboxTransport(stateDir);
  const link = (node = 'node1'): Promise<Link> => transport.connect({ kind: 'sandbox', node }, never);
  const powerOff = async (): Promise<void> => {
    await transport[Symbol.asyncDispose]();
    transport = sandboxTransport(stateDir);
  };
  return {
    stateDir,
    link,
    powerOff,
    async say(command, node) {
      await using opened = await link(node);
      // Awaited here: the link is closed when this function is left.
      return await sayOver(opened, command);
    },
    async [Symbol.asyncDispose]() {
      await powerOff();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

export async function sayOver(link: Link, command: string): Promise<Said> {
  const pipe = await link.start(command, never);
  const chunks = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  pipe.listen((stream, bytes) => chunks[stream].push(bytes));
  const end = await pipe.ended;
  return {
    exitCode: end.kind === 'exited' ? end.exitCode : undefined,
    stdout: Buffer.concat(chunks.stdout).toString(),
    stderr: Buffer.concat(chunks.stderr).toString(),
  };
}
