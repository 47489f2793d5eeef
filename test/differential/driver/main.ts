import { byAnsible } from './ansible.ts';
import type { Job } from './job.ts';
import { byRulerun } from './rulerun.ts';

// Run in the namespace of a twin, where a case's files have the same names for both tools: does what the first word says,
// as JSON, and prints what came of it, as JSON.

const job = JSON.parse(process.argv[2] ?? '') as Job;
const told = job.tool === 'ansible' ? byAnsible(job) : await byRulerun(job);
process.stdout.write(JSON.stringify(told));
