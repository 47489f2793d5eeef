import { expect, test } from 'vitest';
import { keywordsOf, type Level } from './keywords.ts';
import { insteadOf } from './unsupported.ts';

/** What `ansible-doc -t keyword -l` of ansible-core 2.14 lists, by where it may stand. */
const ANSIBLE = {
  play: 'any_errors_fatal become become_exe become_flags become_method become_user check_mode collections connection debugger diff environment fact_path force_handlers gather_facts gather_subset gather_timeout handlers hosts ignore_errors ignore_unreachable max_fail_percentage module_defaults name no_log order port post_tasks pre_tasks remote_user roles run_once serial strategy tags tasks throttle timeout vars vars_files vars_prompt',
  block:
    'always any_errors_fatal become become_exe become_flags become_method become_user block check_mode collections connection debugger delegate_facts delegate_to diff environment ignore_errors ignore_unreachable module_defaults name no_log notify port remote_user rescue run_once tags throttle timeout vars when',
  role: 'any_errors_fatal become become_exe become_flags become_method become_user check_mode collections connection debugger delegate_facts delegate_to diff environment ignore_errors ignore_unreachable module_defaults name no_log port remote_user role run_once tags throttle timeout vars when',
  task: 'action any_errors_fatal args async become become_exe become_flags become_method become_user changed_when check_mode collections connection debugger delay delegate_facts delegate_to diff environment failed_when ignore_errors ignore_unreachable loop loop_control module_defaults name no_log notify poll port register remote_user retries run_once tags throttle timeout until vars when',
  handler:
    'action any_errors_fatal args async become become_exe become_flags become_method become_user changed_when check_mode collections connection debugger delay delegate_facts delegate_to diff environment failed_when ignore_errors ignore_unreachable listen loop loop_control module_defaults name no_log notify poll port register remote_user retries run_once tags throttle timeout until vars when',
  import:
    'any_errors_fatal become become_exe become_flags become_method become_user check_mode connection debugger diff environment ignore_errors ignore_unreachable import_playbook module_defaults name no_log port remote_user run_once tags throttle timeout vars when',
} as const satisfies Partial<Record<Level, string>>;

/** Those that are not taken. */
const REFUSED: Readonly<Record<keyof typeof ANSIBLE, string>> = {
  play: '',
  block: '',
  role: '',
  task: '',
  handler: '',
  import:
    'any_errors_fatal become become_exe become_flags become_method become_user check_mode connection debugger diff environment ignore_errors ignore_unreachable module_defaults no_log port remote_user run_once throttle timeout',
};

test.for(Object.entries(ANSIBLE) as [keyof typeof ANSIBLE, string][])(
  'every keyword that Ansible has at a %s is taken, or refused for a reason',
  ([level, words]) => {
    // `action` is taken apart before the keywords are read; see `withActionAsKey`.
    const taken = [...Object.keys(keywordsOf[level]), 'action'];
    const refused = words.split(' ').filter((word) => !taken.includes(word));
    expect(refused.join(' ')).toBe(REFUSED[level]);
    for (const word of refused) expect(insteadOf(level, word), word).toMatch(/\w+.* .*\w+/);
  },
);
