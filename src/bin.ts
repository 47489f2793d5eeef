#!/usr/bin/env node
// Node opens its debugger to whoever is on this machine when it gets SIGUSR1, unless somebody listens for that.
process.on('SIGUSR1', () => undefined);

// Only now: what is imported above this would be read before anybody listened.
const [{ main }, { ExitCode }] = await Promise.all([
  import('./cli/main.ts'),
  import('./model/run/exit-code.ts'),
]);

// Should this process run out of work before the command has ended, that is a bug, and never success.
process.exitCode = ExitCode.internal;
process.exitCode = await main(process.argv.slice(2));
