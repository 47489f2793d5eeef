import type { Case } from '../case.ts';

/** Keywords at every level, and what templates give them. */
export const keywords: readonly Case[] = [
  {
    name: 'check_mode and diff by a template, at a task, a block and a play',
    play: `
      vars: {dry: true, wet: false}`,
    tasks: `
      - {name: not made, copy: {content: x, dest: "{{ here }}/a"}, check_mode: "{{ dry }}", register: r}
      - {name: made, copy: {content: x, dest: "{{ here }}/b"}, check_mode: "{{ wet }}", diff: "{{ wet }}", register: s}
      - name: a block
        check_mode: "{{ dry }}"
        block:
          - {name: in a block, copy: {content: x, dest: "{{ here }}/c"}, register: t}
          - {name: wins over its block, copy: {content: x, dest: "{{ here }}/d"}, check_mode: "{{ wet }}"}
      - {name: shown, debug: {msg: "{{ r is changed }} {{ s is changed }} {{ t is changed }}"}}
      - {name: each, copy: {content: x, dest: "{{ here }}/{{ item }}"}, check_mode: "{{ item == 'e' }}", loop: [e, f]}`,
  },
  {
    name: 'run_once and any_errors_fatal by a template',
    hosts: 2,
    play: 'vars: {once: true, never: false}',
    tasks: `
      - {name: once, debug: {msg: "{{ inventory_hostname }}"}, run_once: "{{ once }}", register: r}
      - {name: on each, debug: {msg: "{{ inventory_hostname }}"}, run_once: "{{ never }}"}
      - {name: shown, debug: {msg: "{{ r.msg }}"}}
      - {name: fails, fail: {msg: wrong}, when: inventory_hostname == 'node1', any_errors_fatal: "{{ once }}"}
      - {name: not reached, debug: {msg: x}}`,
  },
  {
    name: 'any_errors_fatal of a block by a template',
    hosts: 2,
    play: 'vars: {fatal: true}',
    tasks: `
      - any_errors_fatal: "{{ fatal }}"
        block:
          - {name: fails, fail: {msg: wrong}, when: inventory_hostname == 'node1'}
      - {name: not reached, debug: {msg: x}}`,
  },
  {
    name: 'serial by a template',
    hosts: 4,
    options: { extraVars: { size: 3 } },
    play: `
      vars: {first: "25%"}
      serial: ["{{ first }}", "{{ size }}"]`,
    tasks: `
      - {name: batch, debug: {msg: "{{ ansible_play_batch | join(',') }}"}}`,
  },
  {
    name: 'serial as one template for a list',
    hosts: 4,
    play: `
      vars: {sizes: [1, "50%"]}
      serial: "{{ sizes }}"`,
    tasks: `
      - {name: batch, debug: {msg: "{{ ansible_play_batch | join(',') }}"}}`,
  },
  {
    name: 'max_fail_percentage, order and strategy by templates',
    hosts: 3,
    play: `
      vars: {percent: 40, how: reverse_sorted, kind: linear}
      max_fail_percentage: "{{ percent }}"
      order: "{{ how }}"
      strategy: "{{ kind }}"`,
    tasks: `
      - {name: order, debug: {msg: "{{ ansible_play_batch | join(',') }}"}}
      - {name: one fails, fail: {msg: wrong}, when: inventory_hostname == 'node1'}
      - {name: two go on, debug: {msg: x}}
      - {name: another fails, fail: {msg: wrong}, when: inventory_hostname == 'node2'}
      - {name: not reached, debug: {msg: x}}`,
  },
  {
    name: 'force_handlers, ignore_errors and gather_facts by templates',
    play: `
      vars: {good: true, bad: false}
      force_handlers: "{{ good }}"`,
    tasks: `
      - {name: goes on, command: "false", ignore_errors: "{{ good }}"}
      - {name: made, copy: {content: x, dest: "{{ here }}/a"}, notify: h}
      - {name: ends, command: "false", ignore_errors: "{{ bad }}"}`,
    handlers: '- {name: h, debug: {msg: told}}',
  },
  {
    name: 'any_errors_fatal by a template that does not hold',
    hosts: 2,
    play: 'vars: {fatal: false}',
    tasks: `
      - {name: fails, fail: {msg: wrong}, when: inventory_hostname == 'node1', any_errors_fatal: "{{ fatal }}"}
      - {name: goes on, debug: {msg: x}}`,
    differs: {
      row: '`any_errors_fatal` by a template that does not hold',
      differences: ['node2: goes on: not run | ok'],
    },
  },
  {
    name: 'any_errors_fatal of a play by a template',
    hosts: 2,
    play: `
      vars: {fatal: true}
      any_errors_fatal: "{{ fatal }}"`,
    tasks: `
      - {name: fails, fail: {msg: wrong}, when: inventory_hostname == 'node1'}
      - {name: not reached, debug: {msg: x}}`,
  },
  {
    name: 'action as a mapping and args with templates',
    play: 'vars: {word: hello, dir: /tmp}',
    tasks: `
      - {name: mapping, action: {module: command, argv: [echo, "{{ word }}"]}, register: r, changed_when: false}
      - {name: with args, action: command pwd, args: {chdir: "{{ dir }}"}, register: s, changed_when: false}
      - {name: text, action: "command echo {{ word }}", register: t, changed_when: false}
      - {name: shown, debug: {msg: "{{ r.stdout }} {{ s.stdout }} {{ t.stdout }}"}}`,
  },
  {
    name: 'environment by a template, as a mapping and in a list',
    play: `
      vars: {env: {A: one}, b: two}
      environment: "{{ env }}"`,
    tasks: `
      - {name: of the play, shell: "echo $A $B", register: r, changed_when: false}
      - {name: of a task, shell: "echo $A $B", environment: {B: "{{ b }}"}, register: s, changed_when: false}
      - {name: list, shell: "echo $A $B", environment: ["{{ env }}", {A: three, B: "{{ b }}"}], register: t, changed_when: false}
      - environment: {B: of the block}
        block:
          - {name: of a block, shell: "echo $A $B", register: u, changed_when: false}
      - {name: shown, debug: {msg: "{{ r.stdout }},{{ s.stdout }},{{ t.stdout }},{{ u.stdout }}"}}`,
  },
  {
    name: 'vars with templates on every level',
    play: 'vars: {a: play, b: "{{ a }}-play", list: [1, 2]}',
    tasks: `
      - vars: {c: "{{ b }}-block", a: block}
        block:
          - {name: seen, debug: {msg: "{{ d }}"}, vars: {d: "{{ c }}-{{ e }}", e: "{{ list | sum }}"}}
          - {name: of items, debug: {msg: "{{ f }}"}, vars: {f: "{{ item }}{{ a }}"}, loop: "{{ list }}"}`,
  },
  {
    name: 'retries and delay by templates and until with loops',
    play: 'vars: {often: 2, soon: 0}',
    tasks: `
      - name: tries
        shell: "echo {{ item }} >> {{ here }}/log; grep -c {{ item }} {{ here }}/log"
        register: r
        until: r.stdout | int >= 2
        retries: "{{ often }}"
        delay: "{{ soon }}"
        loop: [a, b]
      - {name: shown, debug: {msg: "{{ r.results | map(attribute='attempts') | join(',') }}"}}`,
    stays: ['log'],
  },
  {
    name: 'loop_control with templates in label, pause and extended',
    play: 'vars: {l: name, rest: 0, more: true}',
    tasks: `
      - name: labelled
        debug: {msg: "{{ item.name }} {{ ansible_loop.index }}"}
        loop: [{name: a, name2: b}, {name: c, name2: d}]
        loop_control: {label: "{{ item[l] }}", pause: "{{ rest }}", extended: "{{ more }}"}
      - name: without all items
        debug: {msg: "{{ ansible_loop.allitems is defined }}"}
        loop: [1]
        loop_control: {extended: true, extended_allitems: "{{ not more }}"}`,
  },
  {
    name: 'handlers listen to a list and are told by a template for a list',
    play: 'vars: {wanted: [one, two], topic: three}',
    tasks: `
      - {name: tells, command: echo x, notify: [one, three]}
      - {name: tells by template, command: echo y, notify: "{{ wanted }}"}`,
    handlers: `
      - {name: h, debug: {msg: h}, listen: [one, other]}
      - {name: i, debug: {msg: i}, listen: two}
      - {name: j, debug: {msg: j}, listen: [three]}`,
    stays: [],
  },
  {
    name: 'conditions that fail and change by lists, words and other values',
    tasks: `
      - {name: empty lists, command: echo x, changed_when: [], failed_when: []}
      - {name: words, command: echo x, changed_when: "false", failed_when: "false"}
      - {name: booleans, command: echo x, changed_when: false, failed_when: [false, false]}
      - {name: mixed, command: echo x, changed_when: ["true", true], failed_when: ["false", true], register: r}
      - {name: seen, debug: {msg: "{{ r.changed }} {{ r.failed }} {{ r.failed_when_result }}"}}
      - {name: not looked at, command: "false", failed_when: r is not changed, changed_when: r.failed}`,
  },
  {
    name: 'a debugger that nobody asked for',
    play: 'debugger: never',
    tasks: `
      - {name: task, debug: {msg: x}, debugger: never}
      - debugger: never
        block:
          - {name: in a block, debug: {msg: y}}`,
  },
  {
    name: 'meta that keeps what there is',
    tasks: `
      - {name: fact, set_fact: {a: 1}}
      - meta: reset_connection
      - meta: refresh_inventory
      - meta: clear_host_errors
      - {name: still there, debug: {msg: "{{ a }}"}}`,
  },
  {
    name: 'async with poll is a limit of time',
    tasks: `
      - {name: done, command: echo x, async: 30, poll: 1, register: r, changed_when: false}
      - {name: shown, debug: {msg: "{{ r is finished }} {{ r.started is defined }} {{ r.ansible_job_id is defined }} {{ r.stdout }} {{ r.results_file is defined }}"}}
      - {name: keys, debug: {msg: "{{ r.keys() | sort | join(' ') }}"}}
      - {name: fails, command: "false", async: 30, poll: 1, register: s, ignore_errors: true}
      - {name: failed, debug: {msg: "{{ s.rc }} {{ s is finished }} {{ s is failed }} {{ s.keys() | sort | join(' ') }}"}}
      - {name: zero, command: echo y, async: 0, poll: 0, register: v, changed_when: false}
      - {name: none, debug: {msg: "{{ v.finished is defined }}"}}`,
    differs: {
      row: '`finished` and `started`',
      differences: [
        'done.finished: 1 | true',
        'done.started: 1 | true',
        'fails.finished: 1 | true',
        'fails.started: 1 | true',
      ],
    },
  },
  {
    name: 'async with poll 0 and a look until it has ended',
    tasks: `
      - {name: begun, shell: "echo x > {{ here }}/a; echo out", async: 30, poll: 0, register: job}
      - {name: told, debug: {msg: "{{ job.keys() | sort | join(' ') }} {{ job is finished }}"}}
      - {name: waited, async_status: {jid: "{{ job.ansible_job_id }}"}, register: r, until: r.finished, retries: 20, delay: 1}
      - {name: seen, debug: {msg: "{{ r.stdout }} {{ r.rc }} {{ r.keys() | sort | join(' ') }}"}}`,
    stays: ['a'],
    differs: {
      row: '`finished` and `started`',
      differences: [
        'begun.finished: 0 | false',
        'begun.started: 1 | true',
        'waited.finished: 1 | true',
        'waited.started: 1 | true',
      ],
    },
  },
];
