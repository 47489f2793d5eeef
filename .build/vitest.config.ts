import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root: string = fileURLToPath(new URL('..', import.meta.url));

/** The suites: what `npm test` runs needs Node alone; the others need root or packages. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  main: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  // What computes and asks no host: measured by what of it the tests reach.
  pure: [
    'src/{model,source,resolve,engine,python,text,probes,app}/**/*.test.ts',
    'test/{codes,engine,plan,simulation,variables}/**/*.test.ts',
  ],
  // What another Node could do otherwise.
  node: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  shells: ['test/shells/**/*.test.ts'],
  sshd: ['test/sshd/**/*.test.ts'],
  browser: ['test/browser/**/*.test.ts'],
  lab: ['test/lab/**/*.test.ts'],
  differential: ['test/differential/**/*.test.ts'],
  // What `npm test` runs a little of, very often.
  firewall: ['src/firewall/**/*.test.ts', 'test/firewall/**/*.test.ts'],
};

const HEAVY: readonly string[] = ['shells', 'sshd', 'lab', 'browser', 'differential'].map(
  (name) => `test/${name}/**`,
);

/** What a host's shell decides, and no Node: left out where only another Node is asked. */
const BY_THE_HOST: readonly string[] = [
  'src/{actions,probes,firewall}/**',
  'src/host/{operations,records}/**',
  'src/transports/sandbox/{systemctl,firewall,power}.test.ts',
  'src/transports/sandbox/node/**',
  'test/{actions,firewall}/**',
  'test/cli/{demo,drift,full-disk,gc,hold,no-log,rollback,rollback-login,round-trips,saved-plan}.test.ts',
];

const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  main: HEAVY,
  node: [...HEAVY, ...BY_THE_HOST],
};

const suite: string = process.env['RULERUN_SUITE'] ?? 'main';
const result: string | undefined = process.env['RULERUN_TEST_RESULT'];

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

export default defineConfig({
  root,
  test: {
    include: [...(SUITES[suite] ?? [])],
    globalSetup: [beside('temporary-folder.ts')],
    setupFiles: HEAVY.some((each) => each.includes(suite)) ? [] : [beside('own-records.ts')],
    exclude: ['node_modules/**', 'dist/**', ...(LEFT_OUT[suite] ?? [])],
    // These end a test that hangs. None may fail because the machine is busy.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    // The heavy suites share hosts and ports of this machine.
    fileParallelism: suite !== 'lab',
    // One worker less than processors, as by default, leaves half of a small machine idle.
    maxWorkers: '100%',
    reporters: result === undefined ? ['default'] : ['default', 'json'],
    ...(result === undefined ? {} : { outputFile: { json: result } }),
    coverage: {
      enabled: suite === 'pure',
      provider: 'v8',
      include: ['src/{model,source,resolve,engine,python,text}/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-kit.ts'],
      reporter: ['text-summary', 'text'],
      reportsDirectory: '.coverage',
      thresholds: { branches: 95 },
    },
  },
});
