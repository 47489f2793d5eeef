import type { Case } from '../case.ts';

/** What the author says of a task's outcome, of several hosts, and of batches. */
export const judgement: readonly Case[] = [
  {
    name: 'ignore_errors goes on and notifies nobody',
    tasks: `
      - {name: fails, command: "false", ignore_errors: true, notify: h, register: r}
      - {name: after, debug: {msg: "{{ r.failed }}"}}`,
    handlers: '- {name: h, debug: {msg: never}}',
  },
  {
    name: 'failed_when with several conditions means all of them',
    tasks: `
      - {name: one of two, command: echo a, failed_when: ["'a' in r.stdout", r.rc != 0], register: r}
      - {name: either, command: echo b, failed_when: "'b' in s.stdout or s.rc != 0", register: s, ignore_errors: true}
      - {name: never, command: "false", failed_when: false, register: t}
      - {name: shown, debug: {msg: "{{ t.rc }} {{ t is failed }} {{ s is failed }}"}}`,
  },
  {
    name: 'changed_when with several conditions means all of them',
    tasks: `
      - {name: both, command: echo made, register: r, changed_when: ["'made' in r.stdout", r.rc == 0], notify: h}
      - {name: not both, command: echo made, register: s, changed_when: ["'made' in s.stdout", s.rc == 1], notify: i}`,
    handlers: `
      - {name: h, debug: {msg: told}}
      - {name: i, debug: {msg: never}}`,
  },
  {
    name: 'a command with creates and removes',
    prepare: 'touch there',
    tasks: `
      - {name: is there, shell: "echo x >> {{ here }}/log", args: {creates: "{{ here }}/there"}}
      - {name: is not there, shell: "echo y >> {{ here }}/log", args: {creates: "{{ here }}/log"}}
      - {name: not again, shell: "echo z >> {{ here }}/log", args: {creates: "{{ here }}/log"}}
      - {name: nothing to remove, shell: "echo w >> {{ here }}/log", args: {removes: "{{ here }}/nosuch"}}
      - {name: something, shell: "rm {{ here }}/there", args: {removes: "{{ here }}/there"}}`,
    stays: ['log', 'there'],
  },
  {
    name: 'a command and its undo',
    tasks: `
      - {name: makes, shell: "echo x > {{ here }}/made", register: r}
      - {name: shown, debug: {msg: "{{ r.rc }} {{ r.stdout }}"}}
      - {name: input, shell: "cat > {{ here }}/in", args: {stdin: some words}}
      - {name: argv, command: {argv: [printf, "%s|", "a b", "c"]}}`,
    stays: ['in', 'made'],
  },
  {
    name: 'assert says what it was told to say',
    tasks: `
      - {name: holds, assert: {that: [1 == 1, "'a' in 'abc'"], success_msg: fine}}
      - {name: quiet, assert: {that: true, quiet: true}}
      - {name: fails, assert: {that: [1 == 1, 1 == 2], fail_msg: "not {{ 1 + 1 }}"}, ignore_errors: true, register: r}
      - {name: says, debug: {msg: "{{ r.msg }} {{ r.assertion }} {{ r.evaluated_to }}"}}`,
  },
  {
    name: 'several hosts each do their own, and one that fails goes no further',
    hosts: 3,
    tasks: `
      - {name: made, copy: {content: "{{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}}
      - {name: one fails, fail: {msg: wrong}, when: inventory_hostname == 'node2'}
      - {name: others go on, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.more"}, notify: h}`,
    handlers: '- {name: h, debug: {msg: "{{ inventory_hostname }}"}}',
  },
  {
    name: 'a batch in which all hosts fail ends the play',
    hosts: 3,
    play: 'serial: 1',
    tasks: `
      - {name: first fails, fail: {msg: wrong}, when: inventory_hostname == 'node1'}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'a batch in which some hosts fail lets the next begin',
    hosts: 4,
    play: 'serial: 2',
    tasks: `
      - {name: first fails, fail: {msg: wrong}, when: inventory_hostname == 'node1'}
      - {name: others, debug: {msg: "{{ ansible_play_batch | join(',') }}"}}`,
  },
  {
    name: 'serial as a list of numbers and parts',
    hosts: 4,
    play: 'serial: [1, "50%", 100%]',
    tasks: `- {name: batch, debug: {msg: "{{ ansible_play_batch | join(',') }} of {{ ansible_play_hosts_all | length }}"}}`,
  },
  {
    name: 'any_errors_fatal of a block ends all hosts',
    hosts: 2,
    tasks: `
      - block:
          - {name: fails on one, fail: {msg: wrong}, when: inventory_hostname == 'node2'}
        any_errors_fatal: true
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'a rescue on one of two hosts',
    hosts: 2,
    tasks: `
      - block:
          - {name: fails on one, fail: {msg: wrong}, when: inventory_hostname == 'node2'}
          - {name: on the other, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}"}}
        rescue:
          - {name: rescued, copy: {content: r, dest: "{{ here }}/{{ inventory_hostname }}.rescued"}}
      - {name: both, debug: {msg: "{{ ansible_play_hosts | join(',') }}"}}`,
  },
  {
    name: 'max_fail_percentage ends a batch in which too many fail',
    hosts: 4,
    play: 'max_fail_percentage: 40',
    tasks: `
      - {name: half fail, fail: {msg: wrong}, when: inventory_hostname in ['node1', 'node2']}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'plays of different hosts, patterns and limits',
    inventory: `
      [web]
      node1
      node2
      [db]
      node3`,
    options: { limit: 'all:!node2' },
    playbook: `
      - hosts: web
        gather_facts: false
        tasks: [{name: web, debug: {msg: "{{ ansible_play_hosts | join(',') }}"}}]
      - hosts: all:!web
        gather_facts: false
        tasks: [{name: not web, debug: {msg: x}}]
      - hosts: web:&db
        gather_facts: false
        tasks: [{name: nobody, debug: {msg: x}}]
      - hosts: node*
        gather_facts: false
        tasks: [{name: all of them, debug: {msg: x}}]`,
  },
  {
    name: 'order of hosts',
    hosts: 3,
    play: 'order: reverse_sorted\nserial: 1',
    tasks: `- {name: batch, debug: {msg: "{{ ansible_play_batch | join }}"}}`,
  },
];
