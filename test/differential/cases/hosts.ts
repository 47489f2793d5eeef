import type { Case } from '../case.ts';

/** How hosts of a play have to do with each other. */
export const hosts: readonly Case[] = [
  {
    name: 'throttle of a task, a block and a play, by number and by template',
    hosts: 3,
    play: 'throttle: 2\nvars: {few: 1}',
    tasks: `
      - {name: one by one, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.one"}, throttle: "{{ few }}", register: r}
      - block:
          - {name: in a block, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}.two"}}
        throttle: 1
      - {name: as many as there are, debug: {msg: "was {{ r.changed }}"}, throttle: 0}`,
  },
  {
    name: 'shuffled hosts each do their own',
    hosts: 3,
    play: 'order: shuffle\nserial: 1',
    tasks: `- {name: own, copy: {content: "{{ ansible_play_hosts_all | sort | join }}", dest: "{{ here }}/{{ inventory_hostname }}"}}`,
  },
  {
    name: 'add_host: who registers it, and what groups and hostvars tell in the same play',
    hosts: 2,
    tasks: `
      - {name: adds, add_host: {name: fresh1, groups: [fresh, more], color: red}, register: r}
      - {name: who knows, debug: {msg: "{{ r is defined }}"}}
      - {name: told, debug: {msg: "{{ r | to_json }}"}, when: r is defined}
      - {name: same, add_host: {hostname: fresh1, groupname: "fresh,more", color: red}, register: s}
      - {name: not changed, debug: {msg: "was {{ s.changed }}"}, when: s is defined}
      - {name: other value, add_host: {name: fresh1, color: blue}}
      - {name: seen, debug: {msg: "{{ groups.fresh | join }} {{ groups.more | length }} {{ hostvars.fresh1.color }} {{ 'fresh1' in groups.all }} {{ hostvars.fresh1.group_names | join }}"}}
      - {name: not of this play, debug: {msg: "{{ ansible_play_hosts | join(',') }}"}}`,
  },
  {
    name: 'add_host in a loop, with ports and templates, and a play of who was added',
    hosts: 2,
    playbook: `
      - hosts: node1
        gather_facts: false
        tasks:
          - name: adds
            add_host: {name: "{{ item }}", groups: "made_{{ kind }}", number: "{{ index }}"}
            loop: ["n1:2222", "n2", "[fe80::1]:23"]
            loop_control: {index_var: index}
            vars: {kind: here}
            register: r
          - {name: told, debug: {msg: "{{ r.results | map(attribute='add_host') | list | to_json }}"}}
      - hosts: made_here:!fe80*
        gather_facts: false
        tasks:
          - {name: own, copy: {content: "{{ number }} {{ inventory_hostname }}", dest: "{{ here }}/{{ inventory_hostname }}"}}
          - {name: names, debug: {msg: "{{ group_names | join }} {{ ansible_play_hosts | join(',') }} {{ ansible_ssh_port | default('none') }}"}}`,
  },
  {
    name: 'group_by what was registered, with parents, and plays of the groups',
    hosts: 3,
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - {name: which, stat: {path: "{{ here }}/{{ inventory_hostname }}"}, register: r}
          - {name: apart, group_by: {key: "there {{ r.stat.exists }}", parents: [by place, any]}, register: g}
          - {name: told, debug: {msg: "{{ g | to_json }}"}}
          - {name: again, group_by: {key: "there {{ r.stat.exists }}", parents: [by place, any]}}
          - {name: seen, debug: {msg: "{{ groups['there-True'] | default([]) | sort | join }} {{ groups['any'] | sort | join }} {{ group_names | join(',') }}"}}
      - hosts: there-True
        gather_facts: false
        tasks: [{name: here, copy: {content: y, dest: "{{ here }}/{{ inventory_hostname }}.yes"}}]
      - hosts: any:!there-True
        gather_facts: false
        tasks: [{name: not here, copy: {content: n, dest: "{{ here }}/{{ inventory_hostname }}.no"}}]`,
    prepare: 'touch node2',
  },
  {
    name: 'the variables of a group that group_by made',
    hosts: 2,
    files: {
      'group_vars/kind_a.yml': 'size: 1\n',
      'group_vars/kind_b.yml': 'size: 2\n',
      'host_vars/node1.yml': 'kind: a\n',
      'host_vars/node2.yml': 'kind: b\n',
    },
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - {name: apart, group_by: {key: "kind_{{ kind }}"}}
          - {name: at once, debug: {msg: "size {{ size }}"}}
      - hosts: kind_*
        gather_facts: false
        tasks: [{name: later, copy: {content: "{{ size }}", dest: "{{ here }}/{{ inventory_hostname }}"}}]`,
  },
  {
    name: 'ignore_unreachable: what is registered, and who goes on',
    inventory: `
      node1
      node2 ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1`,
    tasks: `
      - {name: away, stat: {path: "{{ here }}/x"}, ignore_unreachable: true, register: r}
      - {name: seen, debug: {msg: "{{ r.unreachable | default(false) }} {{ r is failed }} {{ r is changed }} {{ r.msg is defined }}"}}
      - {meta: end_host, when: r.unreachable is defined}
      - {name: only here, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}"}}`,
  },
  {
    name: 'ignore_unreachable of a play, by a template, and of a command',
    inventory: `
      node1
      node2 ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1`,
    play: 'ignore_unreachable: "{{ 1 == 1 }}"',
    tasks: `
      - {name: written, copy: {content: x, dest: "{{ here }}/{{ inventory_hostname }}"}}
      - {name: run, command: "true", changed_when: false}
      - {name: everybody, debug: {msg: "{{ ansible_play_hosts | join(',') }}"}}`,
  },
];
