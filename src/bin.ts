#!/usr/bin/env node
import type { ExitCode } from './model/run/exit-code.ts';

// Node opens its debugger to whoever is on this machine when it gets SIGUSR1, unless somebody listens for that.
process.on('SIGUSR1', () => undefined);

// Should this process run out of work before the command has ended, that is a bug, and never success.
const bug: typeof ExitCode.internal = 70;
process.exitCode = bug;

// Only now: what is imported above this would be read before anybody listened.
const { main } = await import('./cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
