#!/usr/bin/env node
import { main } from './cli/main.ts';
import { ExitCode } from './model/exit-code.ts';

// Should this process run out of work before the command has ended, that is a bug, and never success.
process.exitCode = ExitCode.internal;
process.exitCode = await main(process.argv.slice(2));
