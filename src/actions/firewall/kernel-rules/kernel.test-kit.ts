import { execFileSync, spawnSync } from 'node:child_process';
import type { Family } from '../../../firewall/kernel/canonical.ts';
import { programFor } from '../../../probes/rules/program.ts';

export type Backend = 'legacy' | 'nft';

/** The backends that this machine has rules of its own for; why the others cannot be tried is printed. */
export const KERNELS: readonly Backend[] = (['legacy', 'nft'] as const).filter((backend) => {
  const missing = whyNot(backend);
  if (missing !== undefined) process.stderr.write(`skipped: rules in a kernel by ${backend}: ${missing}\n`);
  return missing === undefined;
});

function whyNot(backend: Backend): string | undefined {
  const both = `iptables-${backend} -w -A INPUT -j ACCEPT && ip6tables-${backend} -w -A INPUT -j ACCEPT`;
  const tried = spawnSync('unshare', ['-Urn', 'sh', '-c', both], { encoding: 'utf8' });
  if (tried.error !== undefined) return tried.error.message;
  return tried.status === 0 ? undefined : tried.stderr.trim().split('\n', 1)[0];
}

/** `iptables-nft`, `ip6tables-legacy`. */
export function programOf(backend: Backend, family: Family): string {
  return `${programFor(family)}-${backend}`;
}

/** Runs shell text in a network namespace without rules, which is gone with it. @throws when the text fails */
export function inKernel(script: string, input = ''): string {
  return execFileSync(
    'unshare',
    ['-Urn', 'sh', '-c', `XTABLES_LOCKFILE=/dev/null; export XTABLES_LOCKFILE; ${script}`],
    {
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
}

/** What iptables prints of each of these rules, without `-A INPUT`. */
export function printedBy(backend: Backend, family: Family, rules: readonly string[]): readonly string[] {
  const text = `*filter\n${rules.map((rule) => `-A INPUT ${rule}\n`).join('')}COMMIT\n`;
  const program = programOf(backend, family);
  return inKernel(`${program}-restore && ${program} -S INPUT`, text)
    .split('\n')
    .filter((line) => line.startsWith('-A '))
    .map((line) => line.replace(/^-A INPUT ?/, ''));
}
