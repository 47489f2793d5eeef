import type { Case } from '../case.ts';

const WEB_AND_LB = `
  [web]
  node1 v=one peer=node2
  node2 v=two peer=node1
  [lb]
  lb1 v=balancer`;

/** What is done on another host than the one that it is for. */
export const delegation: readonly Case[] = [
  {
    name: 'a task is delegated to a host outside the play, with the values of its own host',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: drained, copy: {content: "{{ v }} {{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}, delegate_to: lb1, register: r}
          - {name: told, debug: {msg: "{{ r.changed }} {{ r.dest | basename }} {{ hostvars.lb1.r is defined }}"}}
          - {name: whose, debug: {msg: "{{ v }} {{ inventory_hostname }} {{ ansible_delegated_vars.lb1.v }} {{ ansible_delegated_vars.lb1.inventory_hostname }}"}, delegate_to: lb1}
          - {name: own, debug: {msg: "{{ v }} {{ ansible_delegated_vars is defined }}"}}`,
  },
  {
    name: 'the host to delegate to comes from templates',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        vars: {nobody: ""}
        tasks:
          - {name: of a group, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.a"}, delegate_to: "{{ groups['lb'][0] }}"}
          - {name: of a variable, copy: {content: "{{ v }}", dest: "{{ here }}/{{ inventory_hostname }}.b"}, delegate_to: "{{ peer }}"}
          - {name: of hostvars, copy: {content: "{{ v }}", dest: "{{ here }}/{{ inventory_hostname }}.c"}, delegate_to: "{{ hostvars[peer].peer }}"}
          - {name: not at all, copy: {content: "{{ v }}", dest: "{{ here }}/{{ inventory_hostname }}.d"}, delegate_to: "{{ none_such | default(omit) }}"}
          - {name: by a condition, debug: {msg: "{{ ansible_delegated_vars is defined }}"}, delegate_to: "{{ 'lb1' if v == 'one' else inventory_hostname }}"}`,
  },
  {
    name: 'a loop delegates its items to the hosts of a group',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: lb
        gather_facts: false
        tasks:
          - {name: each, copy: {content: "{{ inventory_hostname }}", dest: "{{ here }}/{{ item }}"}, delegate_to: "{{ item }}", loop: "{{ groups['web'] }}", register: r}
          - {name: told, debug: {msg: "{{ r.results | map(attribute='item') | join(' ') }} {{ r.changed }} {{ r.results | length }}"}}
          - name: with a name of its own
            debug: {msg: "{{ machine }} {{ index }} {{ ansible_delegated_vars[machine].v }}"}
            delegate_to: "{{ machine }}"
            loop: "{{ groups['web'] }}"
            loop_control: {loop_var: machine, index_var: index, label: "on {{ machine }}"}
          - {name: some are skipped, debug: {msg: "{{ item }}"}, delegate_to: "{{ item }}", loop: "{{ groups['web'] }}", when: hostvars[item].v == 'two', register: s}
          - {name: which, debug: {msg: "{{ s.results | map(attribute='skipped', default=false) | list }} {{ s is skipped }}"}}`,
  },
  {
    name: 'facts of a delegated task are those of its own host, or with delegate_facts those of the other',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: own, set_fact: {mine: "{{ v }}"}, delegate_to: lb1}
          - {name: theirs, set_fact: {theirs: "{{ v }}", from_me: "{{ inventory_hostname }}"}, delegate_to: lb1, delegate_facts: true, when: v == 'two'}
          - {name: seen, debug: {msg: "{{ mine }} {{ theirs is defined }} {{ hostvars.lb1.mine is defined }} {{ hostvars.lb1.theirs }} {{ hostvars.lb1.from_me }}"}}
          - {name: in a loop, set_fact: {given: "{{ item }}"}, delegate_to: "{{ item }}", delegate_facts: true, loop: "{{ groups['all'] }}", run_once: true}
          - {name: each, debug: {msg: "{{ groups['all'] | map('extract', hostvars, 'given') | join(' ') }}"}}
      - hosts: lb
        gather_facts: false
        tasks:
          - {name: later, debug: {msg: "{{ theirs }} {{ mine is defined }} {{ given }}"}}`,
  },
  {
    name: 'facts are gathered of a host outside the play',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: gather, setup: {gather_subset: [min]}, delegate_to: "{{ item }}", delegate_facts: true, loop: "{{ groups['lb'] }}", run_once: true}
          - {name: known, debug: {msg: "{{ hostvars.lb1.ansible_facts.kernel is defined }} {{ hostvars.lb1.ansible_kernel is defined }} {{ ansible_facts.kernel is defined }}"}}`,
  },
  {
    name: 'tasks are delegated to localhost, which no inventory names',
    hosts: 2,
    tasks: `
      - {name: made, copy: {content: "{{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}, delegate_to: localhost, register: r}
      - {name: names, debug: {msg: "{{ inventory_hostname }} {{ ansible_delegated_vars.localhost.inventory_hostname | default('-') }} {{ ansible_delegated_vars.localhost.ansible_connection | default('-') }}"}, delegate_to: localhost}
      - {name: with facts, set_fact: {kept: "{{ inventory_hostname }}"}, delegate_to: localhost, delegate_facts: true, when: inventory_hostname == 'node2'}
      - {name: kept there, debug: {msg: "{{ hostvars['localhost'].kept }} {{ 'localhost' in hostvars }} {{ groups['all'] | length }} {{ kept is defined }}"}}
      - {name: once, command: echo here, delegate_to: localhost, run_once: true, register: o, changed_when: false}
      - {name: told, debug: {msg: "{{ o.stdout }}"}}`,
  },
  {
    name: 'local_action in its two forms',
    hosts: 2,
    tasks: `
      - {name: words, local_action: "copy content={{ inventory_hostname }} dest={{ here }}/{{ inventory_hostname }}.a"}
      - {name: mapping, local_action: {module: copy, content: "{{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}.b"}, register: r}
      - {name: command, local_action: command echo {{ inventory_hostname }}, register: c, changed_when: false}
      - {name: told, debug: {msg: "{{ r.changed }} {{ c.stdout }}"}}
      - {name: skipped, local_action: "command echo never", when: inventory_hostname == 'node1'}
      - {name: once, local_action: {module: ansible.builtin.debug, msg: "{{ inventory_hostname }}"}, run_once: true}`,
  },
  {
    name: 'what a delegated task notifies runs on its own host, and a handler may be delegated itself',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: changed, copy: {content: "{{ v }}", dest: "{{ here }}/{{ inventory_hostname }}"}, delegate_to: lb1, notify: [own, there], when: v == 'one'}
          - {name: not changed, command: "true", delegate_to: lb1, notify: never, changed_when: false}
        handlers:
          - {name: own, debug: {msg: "{{ inventory_hostname }}"}}
          - {name: there, copy: {content: "{{ v }} {{ inventory_hostname }}", dest: "{{ here }}/handled"}, delegate_to: lb1}
          - {name: never, debug: {msg: x}}`,
  },
  {
    name: 'a delegated task that fails fails its own host, and is rescued or ignored there',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: ignored, command: "false", delegate_to: lb1, ignore_errors: true, register: r}
          - {name: told, debug: {msg: "{{ r.rc }} {{ r is failed }}"}}
          - block:
              - {name: fails on one, fail: {msg: "{{ v }}"}, delegate_to: lb1, when: v == 'one'}
              - {name: other goes on, debug: {msg: "{{ v }}"}}
            rescue:
              - {name: rescued, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}"}, delegate_to: lb1}
          - {name: ends one, fail: {msg: "{{ v }}"}, delegate_to: lb1, when: v == 'two'}
          - {name: only one, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}
      - hosts: lb
        gather_facts: false
        tasks:
          - {name: is still there, debug: {msg: "{{ ansible_play_hosts | join(' ') }}"}}`,
  },
  {
    name: 'conditions of a delegated task are about its own host',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: on one, command: echo {{ v }}, delegate_to: lb1, when: v == 'one', register: r, changed_when: "'one' in r.stdout"}
          - {name: told, debug: {msg: "{{ r is skipped }} {{ r is changed }}"}}
          - {name: judged, command: echo {{ v }}, delegate_to: lb1, register: s, failed_when: "s.stdout != v", changed_when: false}
          - {name: until it holds, command: echo {{ v }}, delegate_to: lb1, register: u, until: u.stdout == v, retries: 3, delay: 0, changed_when: false}
          - {name: attempts, debug: {msg: "{{ u.attempts }}"}}
          - {name: of an unknown host, debug: {msg: never}, delegate_to: "{{ nobody }}", when: false}`,
  },
  {
    name: 'vars of a delegated task, of blocks and of plays',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        vars: {p: play, v: of the play}
        tasks:
          - block:
              - {name: of a block, debug: {msg: "{{ p }} {{ b }} {{ t }} {{ v }} {{ inventory_hostname }}"}, vars: {t: task}}
              - {name: back home, debug: {msg: "{{ ansible_delegated_vars is defined }}"}, delegate_to: "{{ inventory_hostname }}"}
            delegate_to: lb1
            vars: {b: block}
          - {name: after, debug: {msg: "{{ v }} {{ ansible_delegated_vars is defined }}"}}`,
  },
  {
    name: 'each host delegates to its peer in the play, and the next task finds it done',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: handed over, copy: {content: "of {{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}, delegate_to: "{{ peer }}"}
          - {name: found, command: "cat {{ here }}/{{ peer }}", register: r, changed_when: false}
          - {name: told, debug: {msg: "{{ r.stdout }}"}}
          - {name: asked there, stat: {path: "{{ here }}/{{ inventory_hostname }}", get_checksum: false}, delegate_to: "{{ peer }}", register: s}
          - {name: is there, debug: {msg: "{{ s.stat.exists }} {{ s.stat.size }}"}}`,
  },
  {
    name: 'a role is applied to another host',
    inventory: WEB_AND_LB,
    files: {
      'roles/r/tasks/main.yml': `
        - {name: in it, copy: {content: "{{ v }} {{ d }}", dest: "{{ here }}/{{ inventory_hostname }}.role"}}
        - {name: told, debug: {msg: "{{ ansible_delegated_vars is defined }}"}}`,
      'roles/r/defaults/main.yml': 'd: default',
      'more.yml': '- {name: more, debug: {msg: "{{ ansible_delegated_vars.lb1.v }} {{ v }}"}}',
    },
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {include_role: {name: r, apply: {delegate_to: lb1}}}
          - {import_tasks: more.yml, delegate_to: lb1}
          - {include_tasks: {file: more.yml, apply: {delegate_to: lb1}}}`,
  },
  {
    name: 'a delegated task with become, and variables that are read for it',
    inventory: WEB_AND_LB,
    files: { 'extra.yml': 'e: from a file\nv: from a file' },
    playbook: `
      - hosts: web
        gather_facts: false
        tasks:
          - {name: with rights, command: id -un, delegate_to: lb1, become: true, become_user: root, register: r, changed_when: false}
          - {name: who, debug: {msg: "{{ r.stdout }}"}}
          - {name: read, include_vars: extra.yml, delegate_to: lb1, when: inventory_hostname == 'node1'}
          - {name: known, debug: {msg: "{{ v }} {{ e | default('-') }} {{ hostvars.lb1.e is defined }}"}}`,
  },
  {
    name: 'the recap of delegated tasks counts for the hosts that they are for',
    inventory: WEB_AND_LB,
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - {name: ignored on lb1, command: "false", delegate_to: lb1, ignore_errors: true, when: inventory_hostname == 'node1'}
          - block:
              - {name: rescued from lb1, command: "false", delegate_to: lb1, when: inventory_hostname == 'node2'}
            rescue:
              - {name: done, command: echo done, delegate_to: lb1}
          - {name: changed on lb1, copy: {content: x, dest: "{{ here }}/x"}, delegate_to: lb1, run_once: true}
          - {name: as wanted on lb1, copy: {content: x, dest: "{{ here }}/x"}, delegate_to: lb1}`,
  },
];
