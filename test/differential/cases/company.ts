import type { Case } from '../case.ts';

/** What the hosts of a play have to do with each other. */
export const company: readonly Case[] = [
  {
    name: 'what is done once is registered and set on all hosts',
    hosts: 3,
    tasks: `
      - {name: once, command: "echo {{ inventory_hostname }}", run_once: true, register: r, changed_when: false}
      - {name: all know, debug: {msg: "{{ r.stdout }} {{ hostvars['node3'].r.stdout }}"}}
      - {name: set, set_fact: {f: "{{ inventory_hostname }}"}, run_once: true}
      - {name: all have, debug: {msg: "{{ f }}"}}
      - {name: a file, copy: {content: "{{ f }}", dest: "{{ here }}/{{ inventory_hostname }}"}, run_once: true, notify: h}
      - {name: looped, debug: {msg: "{{ item }}"}, loop: [a, b], run_once: true, register: l}
      - {name: results, debug: {msg: "{{ l.results | map(attribute='item') | join(' ') }}"}}`,
    handlers: '- {name: h, debug: {msg: "{{ inventory_hostname }}"}}',
  },
  {
    name: 'the condition of what is done once is asked on the first host',
    hosts: 3,
    tasks: `
      - {name: not on the first, debug: {msg: x}, run_once: true, when: inventory_hostname == 'node2', register: r}
      - {name: skipped for all, debug: {msg: "{{ r is skipped }}"}}
      - {name: on the first, debug: {msg: x}, run_once: true, when: inventory_hostname == 'node1', register: s}
      - {name: done for all, debug: {msg: "{{ s is skipped }}"}}
      - meta: end_host
        when: inventory_hostname == 'node1'
      - {name: the next is first, debug: {msg: "{{ inventory_hostname }}"}, run_once: true, register: t}
      - {name: who, debug: {msg: "{{ t.msg }}"}}`,
  },
  {
    name: 'what is done once fails for all hosts, and each is rescued',
    hosts: 3,
    tasks: `
      - block:
          - {name: fails once, fail: {msg: "of {{ inventory_hostname }}"}, run_once: true}
          - {name: never, debug: {msg: x}}
        rescue:
          - {name: rescued, debug: {msg: "{{ ansible_failed_task.name | default('-') }}"}}
          - {name: once in rescue, debug: {msg: "{{ inventory_hostname }}"}, run_once: true}
        always:
          - {name: always, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - {name: after, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - {name: ignored once, fail: {msg: x}, run_once: true, ignore_errors: true, register: r}
      - {name: all know, debug: {msg: "{{ r is failed }}"}}`,
    differs: {
      row: 'a `run_once` task that fails in a block',
      differences: [
        'node1: always.msg: "node1" | "node1 node2 node3"',
        'node1: after.msg: "node1" | "node1 node2 node3"',
        ...['node2', 'node3'].flatMap((host) => [
          `${host}: rescued.msg: "-" | "fails once"`,
          `${host}: always.msg: "node1" | "node1 node2 node3"`,
          `${host}: after.msg: "node1" | "node1 node2 node3"`,
        ]),
      ],
    },
  },
  {
    name: 'what is done once and fails ends the play for all hosts',
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - {name: before, debug: {msg: x}}
          - {name: fails once, fail: {msg: x}, run_once: true}
          - {name: never, debug: {msg: x}}
      - hosts: all
        gather_facts: false
        tasks: [{name: never either, debug: {msg: x}}]`,
    hosts: 2,
  },
  {
    name: 'what is done once is done once in each batch',
    hosts: 5,
    play: 'serial: 2',
    tasks: `
      - {name: once, command: "echo {{ inventory_hostname }}", run_once: true, register: r, changed_when: false}
      - {name: who, debug: {msg: "{{ r.stdout }} {{ ansible_play_batch | join(' ') }}"}}
      - {name: of the whole play, debug: {msg: x}, run_once: true, when: inventory_hostname == ansible_play_hosts_all[0]}`,
  },
  {
    name: 'what is done once where the first host has failed',
    hosts: 3,
    tasks: `
      - {name: first fails, fail: {msg: x}, when: inventory_hostname == 'node1'}
      - {name: once, debug: {msg: "{{ inventory_hostname }}"}, run_once: true, register: r}
      - {name: who, debug: {msg: "{{ r.msg }} {{ hostvars['node1'].r is defined }}"}}
      - {name: elsewhere, copy: {content: "{{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}, run_once: true, delegate_to: node3}`,
  },
  {
    name: 'a role and tasks that are included once',
    hosts: 2,
    files: {
      'roles/r/tasks/main.yml':
        '- {name: in the role, debug: {msg: "{{ inventory_hostname }}"}, register: r}',
      'more.yml': '- {name: more, debug: {msg: "{{ inventory_hostname }}"}}',
    },
    tasks: `
      - {import_role: {name: r}, run_once: true}
      - {name: known, debug: {msg: "{{ r.msg }}"}}
      - {include_role: {name: r, apply: {run_once: true}}}
      - {import_tasks: more.yml, run_once: true}
      - block:
          - {name: of a block, debug: {msg: "{{ inventory_hostname }}"}}
        run_once: true`,
  },
  {
    name: 'any_errors_fatal with ignore_errors, with rescue, and then in earnest',
    hosts: 3,
    play: 'any_errors_fatal: true',
    tasks: `
      - {name: ignored, fail: {msg: x}, when: inventory_hostname == 'node2', ignore_errors: true}
      - block:
          - {name: rescued, fail: {msg: x}, when: inventory_hostname == 'node2'}
          - {name: after it, debug: {msg: "{{ inventory_hostname }}"}}
        rescue:
          - {name: rescue, debug: {msg: "{{ inventory_hostname }}"}}
        always:
          - {name: always, debug: {msg: "{{ inventory_hostname }}"}}
      - {name: go on, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - {name: in earnest, fail: {msg: x}, when: inventory_hostname == 'node3'}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'any_errors_fatal in batches ends the play',
    hosts: 4,
    play: 'serial: 2\nany_errors_fatal: true',
    tasks: `
      - {name: fails, fail: {msg: x}, when: inventory_hostname == 'node2'}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'any_errors_fatal of a task, and the handlers of hosts that it ends',
    hosts: 2,
    tasks: `
      - {name: notifies, command: "true", notify: h}
      - {name: fails, fail: {msg: x}, when: inventory_hostname == 'node1', any_errors_fatal: true}
      - {name: never, debug: {msg: x}}`,
    handlers: '- {name: h, debug: {msg: never}}',
  },
  {
    name: 'max_fail_percentage is passed, not met, and counts in each batch',
    hosts: 6,
    play: 'serial: 2\nmax_fail_percentage: 50',
    tasks: `
      - {name: one of two, fail: {msg: x}, when: "inventory_hostname in ['node1', 'node3', 'node4']"}
      - {name: others, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}`,
  },
  {
    name: 'max_fail_percentage of a play whose failures are rescued',
    hosts: 4,
    play: 'max_fail_percentage: 25',
    tasks: `
      - block:
          - {name: three of four, fail: {msg: x}, when: inventory_hostname != 'node1'}
        rescue:
          - {name: rescued, debug: {msg: "{{ inventory_hostname }}"}}
      - {name: one of four, fail: {msg: x}, when: inventory_hostname == 'node1'}
      - {name: go on, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - {name: another one, fail: {msg: x}, when: inventory_hostname == 'node2'}
      - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'serial in its forms',
    hosts: 5,
    playbook: `
      - hosts: all
        gather_facts: false
        serial: 3
        tasks: [{name: a number, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: 30%
        tasks: [{name: a part, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: "2"
        tasks: [{name: a text, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: [1, 2]
        tasks: [{name: the last one is repeated, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: ["10%", 60%]
        tasks: [{name: parts, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: 50
        tasks: [{name: more than there are, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: 0
        tasks: [{name: all, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]
      - hosts: all
        gather_facts: false
        serial: "{{ size }}"
        vars: {size: 4}
        tasks: [{name: of a variable, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}]`,
  },
  {
    name: 'strategies free and host_pinned do the same on each host',
    hosts: 3,
    playbook: `
      - hosts: all
        gather_facts: false
        strategy: free
        tasks:
          - {name: free, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}"}, notify: h}
          - {name: one fails, fail: {msg: x}, when: inventory_hostname == 'node2'}
          - {name: delegated, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.there"}, delegate_to: node1}
          - {name: after, debug: {msg: "{{ inventory_hostname }}"}}
        handlers: [{name: h, debug: {msg: "{{ inventory_hostname }}"}}]
      - hosts: all
        gather_facts: false
        strategy: ansible.builtin.host_pinned
        serial: 1
        tasks:
          - {name: pinned, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}
      - hosts: all
        gather_facts: false
        strategy: linear
        tasks: [{name: linear, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}]`,
  },
  {
    name: 'end_host ends one, and the lists of hosts that are left',
    hosts: 3,
    tasks: `
      - {name: notifies, command: "true", notify: h, changed_when: true}
      - meta: end_host
        when: inventory_hostname == 'node2'
      - {name: left, debug: {msg: "{{ ansible_play_hosts | join(' ') }} | {{ ansible_play_batch | join(' ') }} | {{ play_hosts | join(' ') }} | {{ ansible_play_hosts_all | join(' ') }}"}}`,
    handlers: '- {name: h, debug: {msg: "{{ inventory_hostname }}"}}',
  },
  {
    name: 'what has ended for a host is in the lists again in the next batch and the next play',
    hosts: 4,
    playbook: `
      - hosts: all
        gather_facts: false
        serial: 2
        tasks:
          - meta: end_host
            when: inventory_hostname in ['node1', 'node4']
          - {name: left, debug: {msg: "{{ ansible_play_hosts | join(' ') }} | {{ ansible_play_batch | join(' ') }}"}}
          - {name: once, include_vars: more.yml, run_once: true}
          - {name: known, debug: {msg: "{{ more }} {{ hostvars.node1.more | default('-') }} {{ hostvars.node4.more | default('-') }}"}}
      - hosts: all
        gather_facts: false
        tasks: [{name: all again, debug: {msg: "{{ ansible_play_hosts | join(' ') }} {{ more | default('-') }}"}}]`,
    files: { 'more.yml': 'more: read' },
  },
  {
    name: 'end_play ends it for all hosts when its condition holds on the first',
    hosts: 3,
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - meta: end_play
            when: inventory_hostname == 'node2'
          - {name: goes on, debug: {msg: x}}
          - {name: notifies, command: "true", notify: h}
          - meta: end_play
            when: inventory_hostname == 'node1'
          - {name: never, debug: {msg: x}}
        handlers: [{name: h, debug: {msg: "{{ inventory_hostname }}"}}]
      - hosts: all
        gather_facts: false
        serial: 1
        tasks:
          - {name: one batch, debug: {msg: "{{ ansible_play_batch | join }}"}}
          - meta: end_play
          - {name: never, debug: {msg: x}}
      - hosts: all
        gather_facts: false
        tasks: [{name: next play, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}]`,
  },
  {
    name: 'end_batch ends one batch, and the next begins',
    hosts: 4,
    play: 'serial: 2',
    tasks: `
      - {name: first, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}
      - meta: end_batch
        when: inventory_hostname == 'node1'
      - {name: only the second batch, debug: {msg: "{{ ansible_play_batch | join(' ') }}"}}`,
  },
  {
    name: 'hostvars of hosts whose turn comes later, and of those that have had it',
    hosts: 3,
    play: 'serial: 1\nvars: {mine: play}',
    tasks: `
      - {name: before, debug: {msg: "{{ ansible_play_hosts_all | map('extract', hostvars) | map(attribute='f', default='none yet') | join(', ') }}"}}
      - {name: set, set_fact: {f: "of {{ inventory_hostname }}"}}
      - {name: register, command: "echo {{ inventory_hostname }}", register: r, changed_when: false}
      - {name: after, debug: {msg: "{{ hostvars['node1'].r.stdout }} {{ hostvars['node3'].r is defined }} {{ hostvars['node2'].mine is defined }} {{ hostvars | length }}"}}`,
  },
  {
    name: 'hostvars render what an inventory says with the values of each host',
    inventory: `
      node1 port=80
      node2 port=81
      [all:vars]
      url="http://{{ inventory_hostname }}:{{ port }}/{{ path | default('') }}"
      others="{{ groups['all'] | difference([inventory_hostname]) }}"`,
    tasks: `
      - {name: urls, debug: {msg: "{{ groups['all'] | map('extract', hostvars, 'url') | join(' ') }}"}, vars: {path: of a task}}
      - {name: others, debug: {msg: "{{ hostvars['node2'].others }} {{ hostvars['node2']['group_names'] }}"}}
      - {name: set, set_fact: {path: "p{{ port }}"}}
      - {name: anew, debug: {msg: "{{ hostvars['node1'].url }} {{ hostvars['node2'].get('url') }} {{ hostvars['node2'].none_such | default('none') }}"}}
      - {name: unknown, debug: {msg: "{{ hostvars['node9'].x | default('nobody') }} {{ 'node9' in hostvars }}"}}`,
  },
  {
    name: 'the lists of hosts when hosts have failed, in rescue, in handlers and in the next play',
    hosts: 4,
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - {name: one fails, fail: {msg: x}, when: inventory_hostname == 'node1'}
          - {name: left, debug: {msg: "{{ ansible_play_hosts | join(' ') }} | {{ ansible_play_batch | join(' ') }} | {{ play_hosts | join(' ') }} | {{ ansible_play_hosts_all | join(' ') }}"}}
          - block:
              - {name: another is rescued, fail: {msg: x}, when: inventory_hostname == 'node2'}
            rescue:
              - {name: in rescue, debug: {msg: "{{ ansible_play_hosts | join(' ') }} | {{ ansible_play_batch | join(' ') }}"}}
          - {name: notifies, command: "true", notify: h}
        handlers:
          - {name: h, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - hosts: all
        gather_facts: false
        serial: 2
        tasks:
          - {name: next play, debug: {msg: "{{ ansible_play_hosts | join(' ') }} | {{ ansible_play_batch | join(' ') }} | {{ ansible_play_hosts_all | join(' ') }} | {{ groups['all'] | join(' ') }}"}}`,
  },
  {
    name: 'hosts in different tasks of an include, and what is done once there',
    inventory: `
      node1 kind=first
      node2 kind=other
      node3 kind=other`,
    files: {
      'first.yml':
        '- {name: of node1, debug: {msg: x}}\n- {name: once of node1, debug: {msg: x}, run_once: true}',
      'other.yml':
        '- {name: of others, debug: {msg: "{{ inventory_hostname }}"}}\n- {name: once of others, debug: {msg: "{{ inventory_hostname }}"}, run_once: true, register: r}\n- {name: known, debug: {msg: "{{ r.msg }}"}}',
    },
    tasks: `
      - {name: include, include_tasks: "{{ kind }}.yml"}
      - {name: after, debug: {msg: "{{ inventory_hostname }} {{ r is defined }}"}}`,
  },
];
