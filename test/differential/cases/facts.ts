import type { Case } from '../case.ts';

/** The life of facts: gathered before a play, used everywhere, kept for the plays after it. */
export const facts: readonly Case[] = [
  {
    name: 'facts count in conditions, names, loops, variables, handlers and what comes of them',
    playbook: `
      - hosts: all
        vars:
          family: "{{ ansible_os_family | lower }}"
        tasks:
          - name: "on {{ ansible_system }}"
            copy: {dest: "{{ here }}/{{ family }}", content: "{{ ansible_facts.kernel is defined }} {{ ansible_facts['os_family'] }}"}
            when: ansible_system == 'Linux'
            notify: told
          - debug: {msg: "{{ item.mount is defined }}"}
            loop: "{{ ansible_mounts[:1] }}"
            loop_control: {label: mount}
          - debug: {msg: "{{ ansible_nosuch9 | default('none') }} {{ ansible_eth77 is defined }}"}
          - debug: {msg: "{{ ansible_facts.nosuch | default('none') }} {{ ansible_local }}"}
        handlers:
          - name: told
            debug: {msg: "{{ ansible_distribution is defined }}"}
    `,
  },
  {
    name: 'facts last for the plays after the one that gathered them, until they are cleared',
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - debug: {msg: "{{ ansible_system is defined }} {{ ansible_facts }}"}
      - hosts: all
        gather_subset: ['!all', '!min', platform]
        tasks:
          - debug: {msg: "{{ ansible_system }} {{ ansible_mounts is defined }}"}
      - hosts: all
        gather_facts: false
        tasks:
          - debug: {msg: "{{ ansible_system }} {{ ansible_facts.system }}"}
          - meta: clear_facts
          - debug: {msg: "{{ ansible_system is defined }} {{ ansible_facts.system is defined }}"}
    `,
  },
  {
    name: 'a task may gather what its play does not, and set what counts as a fact',
    tasks: `
      - debug: {msg: "{{ ansible_system is defined }}"}
      - setup: {gather_subset: ['!all', '!min', platform], filter: ansible_system}
        when: ansible_system is not defined
      - debug: {msg: "{{ ansible_system }} {{ ansible_facts.system }} {{ ansible_kernel is defined }}"}
      - set_fact: {colour: red, cacheable: true}
      - debug: {msg: "{{ colour }} {{ ansible_facts.colour | default('none') }}"}
    `,
  },
  {
    name: 'facts of its own that a host keeps are told from where the play says',
    prepare: `mkdir -p facts.d; printf '[general]\\nrole=web\\n' > facts.d/site.fact; printf '{"a": [1]}' > facts.d/more.fact`,
    playbook: `
      - hosts: all
        fact_path: "{{ here }}/facts.d"
        tasks:
          - debug: {msg: "{{ ansible_local.site.general.role }} {{ ansible_local['more'].a }}"}
          - debug: {msg: "{{ ansible_facts['ansible_local'].site.general.role | default('none') }} {{ ansible_facts.local is defined }}"}
    `,
  },
];
