import type { Action } from '../../../model/action.ts';
import { refused, satisfied } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';

const params = {
  jid: { type: 'string', description: 'The job, as `ansible_job_id` of its task names it', required: true },
  mode: {
    type: 'string',
    description: 'Tell what came of it; `cleanup` does nothing: nothing is kept on the host',
    enum: ['status', 'cleanup'],
    default: 'status',
  },
} as const;

export const asyncStatus: Action = defineAction({
  name: 'async_status',
  collections: BUILTIN,
  summary: 'Tell what came of a task with `async` and `poll: 0`',
  readOnly: true,
  params,
  example: `- name: What came of the job
  async_status: {jid: "{{ job.ansible_job_id }}"}
  register: result
`,
  notes: ['A task with `poll: 0` is done before the next one begins: what is asked here has always ended.'],
  observe: () => ({}),
  plan: ({ jid, mode }, _, { jobs }) => {
    const job = jobs?.get(jid);
    if (job === undefined) {
      const hint = 'it is `ansible_job_id` of what a task with `async` registered on this host in this run';
      const ended = { ansible_job_id: jid, started: true, finished: true };
      return { ...refused('could not find job', hint), result: ended };
    }
    const { result, changed, why } = job;
    if (mode === 'cleanup') {
      const { ansible_job_id = jid, results_file } = result;
      return satisfied({ ansible_job_id, results_file, erased: results_file });
    }
    if (why !== undefined) return { ...refused(why, 'see what the task itself did'), result };
    const told = satisfied(result);
    return told.kind === 'satisfied' && changed ? { ...told, changed: true } : told;
  },
});
