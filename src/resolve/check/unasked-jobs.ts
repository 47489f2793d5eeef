import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Play } from '../../model/playbook/playbook.ts';

/** Tasks with `poll: 0` whose outcome is registered and never asked for: whether they failed would not count. */
export function unaskedJobs(plays: readonly Play[]): readonly Diagnostic[] {
  const jobs = plays
    .flatMap(({ tasks, handlers }) => [...tasks, ...handlers])
    .filter(({ job, register }) => job?.poll === 0 && register !== undefined);
  if (jobs.length === 0) return [];
  const named = new Set(plays.flatMap(({ mentions }) => mentions.map(({ name }) => name)));
  return jobs
    .filter(({ register = '' }) => !named.has(register))
    .map(({ register = '', at, name }) => ({
      severity: 'error',
      code: 'unsupported',
      message: `"${name}" has \`poll: 0\`, and nothing asks what came of it: a failure of it would not count`,
      at,
      hint: `ask for it: \`async_status: {jid: "{{ ${register}.ansible_job_id }}"}\`; or remove \`async\` and \`poll\``,
      length: 1,
    }));
}
