import type { Case } from '../case.ts';

/** Roles, includes, imports and what tasks take from what is around them. */
export const structure: readonly Case[] = [
  {
    name: 'a role with all its parts',
    files: {
      'roles/web/defaults/main.yml': 'port: 80\nname: default',
      'roles/web/vars/main.yml': 'user: www',
      'roles/web/files/index.html': 'hello\n',
      'roles/web/templates/conf.j2': 'port {{ port }} user {{ user }} name {{ name }}\n',
      'roles/web/handlers/main.yml': '- {name: reload, debug: {msg: "reload {{ port }}"}}',
      'roles/web/tasks/main.yml': `
        - {name: file, copy: {src: index.html, dest: "{{ here }}/index.html"}}
        - {name: conf, copy: {content: "{{ lookup('template', 'conf.j2') }}", dest: "{{ here }}/conf"}, notify: reload}
        - {name: places, debug: {msg: "{{ role_name }} {{ role_path | basename }}"}}
        - import_tasks: more.yml`,
      'roles/web/tasks/more.yml': '- {name: more, debug: {msg: "{{ user }}"}}',
    },
    play: 'roles: [{role: web, vars: {name: mine}}]',
  },
  {
    name: 'roles that a role needs run before it, once',
    files: {
      'roles/base/tasks/main.yml': '- {name: base, debug: {msg: "{{ level }}"}}',
      'roles/base/defaults/main.yml': 'level: low',
      'roles/a/meta/main.yml': 'dependencies: [base]',
      'roles/a/tasks/main.yml': '- {name: a, debug: {msg: a}}',
      'roles/b/meta/main.yml': 'dependencies: [{role: base}, {role: base, level: high}]',
      'roles/b/tasks/main.yml': '- {name: b, debug: {msg: b}}',
    },
    play: 'roles: [a, b, a]',
  },
  {
    name: 'a role that allows duplicates runs again',
    files: {
      'roles/a/meta/main.yml': 'allow_duplicates: true',
      'roles/a/tasks/main.yml': '- {name: a, debug: {msg: a}}',
    },
    play: 'roles: [a, a]',
  },
  {
    name: 'a role is told what it gets, by parameters, vars and extra vars',
    options: { extraVars: { d: 'extra' } },
    files: {
      'roles/r/defaults/main.yml': 'a: default\nb: default\nc: default\nd: default',
      'roles/r/vars/main.yml': 'c: vars',
      'roles/r/tasks/main.yml': '- {name: told, debug: {msg: "{{ a }} {{ b }} {{ c }} {{ d }}"}}',
    },
    play: `
      vars: {a: play, b: play, c: play, d: play}
      roles:
        - {role: r, a: param}
        - {role: r, vars: {b: given, c: given}}
        - r`,
  },
  {
    name: 'tags, conditions and become of a role come down to its tasks',
    options: { tags: ['web'] },
    files: {
      'roles/r/tasks/main.yml': `
        - {name: tagged, debug: {msg: x}}
        - {name: of its own, debug: {msg: x}, tags: other}
        - {name: never, debug: {msg: x}, when: not go}`,
      'roles/s/tasks/main.yml': '- {name: not wanted, debug: {msg: x}}',
    },
    play: `
      vars: {go: true}
      roles:
        - {role: r, tags: web, when: go}
        - s`,
  },
  {
    name: 'import_role and include_role, and whose variables are seen after',
    files: {
      'roles/r/defaults/main.yml': 'd: default of r',
      'roles/r/vars/main.yml': 'v: vars of r',
      'roles/r/tasks/main.yml': '- {name: main, debug: {msg: "{{ d }} {{ v }}"}}',
      'roles/r/tasks/other.yml': '- {name: other, debug: {msg: "{{ d }} {{ given }}"}}',
    },
    tasks: `
      - {name: include, include_role: {name: r}}
      - {name: from, include_role: {name: r, tasks_from: other}, vars: {given: here}}
      - {name: public, include_role: {name: r, public: true}}
      - {name: after, debug: {msg: "{{ d }} {{ v }}"}}`,
  },
  {
    name: 'import_role shows its variables to the whole play',
    files: {
      'roles/r/defaults/main.yml': 'd: default of r',
      'roles/r/tasks/main.yml': '- {name: main, debug: {msg: "{{ d }}"}}',
    },
    tasks: `
      - {name: before, debug: {msg: "{{ d is defined }}"}}
      - import_role: {name: r}
      - {name: after, debug: {msg: "{{ d is defined }}"}}`,
  },
  {
    name: 'include_role with its own vars_from, defaults_from and handlers_from',
    files: {
      'roles/r/defaults/alt.yml': 'd: alt default',
      'roles/r/vars/alt.yml': 'v: alt vars',
      'roles/r/handlers/alt.yml': '- {name: h, debug: {msg: "handler {{ v }}"}}',
      'roles/r/tasks/main.yml':
        '- {name: main, command: "true", notify: h}\n- {name: shown, debug: {msg: "{{ d }} {{ v }}"}}',
    },
    tasks: `
      - include_role: {name: r, vars_from: alt, defaults_from: alt, handlers_from: alt}`,
  },
  {
    name: 'include_role with apply and a loop',
    files: {
      'roles/r/tasks/main.yml':
        '- {name: main, debug: {msg: "{{ item }} {{ extra | default(\'none\') }}"}, tags: inner}',
    },
    tasks: `
      - {name: with apply, include_role: {name: r, apply: {vars: {extra: applied}}}, loop: [a, b]}`,
  },
  {
    name: 'include_tasks with a name from a variable, and apply',
    files: {
      'debian.yml': '- {name: debian, debug: {msg: "{{ v }}"}}',
      'other.yml': '- {name: other, debug: {msg: never}}',
    },
    tasks: `
      - {name: by name, include_tasks: "{{ os }}.yml", vars: {os: debian, v: 1a}}
      - name: applied
        include_tasks: {file: debian.yml, apply: {vars: {v: applied}}}
      - {name: not at all, include_tasks: other.yml, when: false}`,
  },
  {
    name: 'import_tasks gives conditions to its tasks, include_tasks is judged once',
    files: {
      'turn.yml': `
        - {name: turn off, set_fact: {go: false}}
        - {name: after turning, debug: {msg: ran}}`,
    },
    tasks: `
      - {name: turn on, set_fact: {go: true}}
      - {import_tasks: turn.yml, when: go}
      - {name: on again, set_fact: {go: true}}
      - {name: included, include_tasks: turn.yml, when: go}`,
  },
  {
    name: 'tags of an import come down, those of an include do not',
    options: { tags: ['t'] },
    files: {
      'more.yml': '- {name: in it, debug: {msg: x}}\n- {name: tagged itself, debug: {msg: y}, tags: t}',
    },
    tasks: `
      - {import_tasks: more.yml, tags: t}
      - {name: included, include_tasks: more.yml, tags: t}
      - name: applied
        include_tasks: {file: more.yml, apply: {tags: t}}
        tags: t`,
  },
  {
    name: 'skip_tags, never and always',
    options: { skipTags: ['slow'] },
    tasks: `
      - {name: plain, debug: {msg: x}}
      - {name: slow, debug: {msg: x}, tags: [slow, fast]}
      - {name: never, debug: {msg: x}, tags: never}
      - {name: always, debug: {msg: x}, tags: always}
      - {name: always slow, debug: {msg: x}, tags: [always, slow]}`,
  },
  {
    name: 'never runs when its own tag is asked for',
    options: { tags: ['debugging', 'tagged'] },
    tasks: `
      - {name: asked for, debug: {msg: x}, tags: [never, debugging]}
      - {name: not asked for, debug: {msg: x}, tags: [never, other]}
      - {name: tagged at all, debug: {msg: x}, tags: any}
      - {name: without, debug: {msg: x}}`,
  },
  {
    name: 'import_playbook, with variables and a condition',
    files: {
      'sub/more.yml': `
        - name: more
          hosts: all
          gather_facts: false
          tasks:
            - {name: in it, debug: {msg: "{{ v | default('none') }} {{ playbook_dir | basename }}"}}
            - {name: beside it, copy: {src: f, dest: "{{ here }}/f"}}`,
      'sub/f': 'beside\n',
    },
    playbook: `
      - hosts: all
        gather_facts: false
        tasks: [{name: first, debug: {msg: "{{ playbook_dir | basename }}"}}]
      - import_playbook: sub/more.yml
        vars: {v: given}
      - import_playbook: sub/more.yml
        when: false`,
  },
  {
    name: 'what one play sets and registers is there in the next, its vars are not',
    playbook: `
      - hosts: all
        gather_facts: false
        vars: {p: of the play}
        tasks:
          - {name: set, set_fact: {f: fact}}
          - {name: register, command: echo out, register: r}
      - hosts: all
        gather_facts: false
        tasks:
          - {name: there, debug: {msg: "{{ f }} {{ r.stdout }} {{ p is defined }}"}}`,
  },
  {
    name: 'a host that failed in one play is not in the next',
    playbook: `
      - hosts: all
        gather_facts: false
        tasks: [{name: fails, fail: {msg: wrong}}]
      - hosts: all
        gather_facts: false
        tasks: [{name: never, debug: {msg: x}}]`,
  },
  {
    name: 'parameters as text, action, and args',
    prepare: 'touch there',
    tasks: `
      - {name: k=v, file: "path={{ here }}/d state=directory mode=0750"}
      - {name: quoted, debug: "msg='two words'"}
      - {name: with args, command: echo hi, args: {chdir: "{{ here }}", creates: there}}
      - {name: in the text, command: "touch new creates=there chdir={{ here }}"}
      - {name: action, action: "copy content=x dest={{ here }}/x"}
      - {name: action map, action: {module: debug, msg: y}}
      - {name: full name, ansible.builtin.debug: {msg: full}}
      - {name: args of a variable, debug: {}, args: {msg: args}}`,
  },
  {
    name: 'meta tasks: noop, end_host and end_play',
    playbook: `
      - hosts: all
        gather_facts: false
        tasks:
          - meta: noop
          - {name: first, debug: {msg: x}}
          - meta: end_host
            when: false
          - {name: second, debug: {msg: x}}
          - meta: end_play
          - {name: never, debug: {msg: x}}
      - hosts: all
        gather_facts: false
        tasks:
          - {name: next play, debug: {msg: x}}
          - meta: end_host
          - {name: never either, debug: {msg: x}}
      - hosts: all
        gather_facts: false
        tasks: [{name: and again, debug: {msg: x}}]`,
  },
  {
    name: 'start_at_task begins where it says',
    options: { startAtTask: 'second' },
    tasks: `
      - {name: first, debug: {msg: x}}
      - {name: second, debug: {msg: x}}
      - {name: third, debug: {msg: x}}`,
  },
  {
    name: 'a role says what it takes, and is refused what it does not',
    files: {
      'roles/r/meta/argument_specs.yml': `
        argument_specs:
          main:
            options:
              port: {type: int, required: true}
              state: {type: str, choices: ["on", "off"], default: "on"}`,
      'roles/r/tasks/main.yml': '- {name: in it, debug: {msg: "{{ port }}"}}',
    },
    tasks: `
      - {name: fine, include_role: {name: r}, vars: {port: 80}}
      - block:
          - {name: wrong, include_role: {name: r}, vars: {port: many}}
        rescue:
          - {name: rescued, debug: {msg: "{{ ansible_failed_result.argument_errors | length }} {{ ansible_failed_result.validate_args_context.name }}"}}
      - block:
          - {name: missing, include_role: {name: r}}
        rescue:
          - {name: rescued too, debug: {msg: "{{ ansible_failed_result.argument_errors }} {{ ansible_failed_result.argument_spec_data.port }}"}}
      - name: by itself
        validate_argument_spec:
          argument_spec: {a: {type: list, elements: int}, b: {type: dict, options: {c: {required: true}, d: {type: int}}}}
          provided_arguments: {a: [1, x, "2"], b: {d: q, e: 1}}
        ignore_errors: true
        register: checked
      - {name: what it says, debug: {msg: "{{ checked.argument_errors }}"}}`,
  },
  {
    name: 'a block answers to what an imported role is refused',
    files: {
      'roles/r/meta/argument_specs.yml': `
        argument_specs:
          main:
            options:
              state: {type: str, choices: ["on", "off"], default: "on"}`,
      'roles/r/tasks/main.yml': '- {name: in it, debug: {msg: "{{ state }}"}}',
    },
    tasks: `
      - block:
          - {name: imported, import_role: {name: r}, vars: {state: "off?"}}
        rescue:
          - {name: rescued, debug: {msg: "{{ ansible_failed_result.argument_errors }} {{ ansible_failed_task.name }}"}}`,
  },
  {
    name: 'files and templates of a role are found before those of the playbook',
    files: {
      'files/f': 'of the playbook\n',
      'templates/t': 'template of the playbook\n',
      'roles/r/files/f': 'of the role\n',
      'roles/r/tasks/main.yml': `
        - {name: file, copy: {src: f, dest: "{{ here }}/f"}}
        - {name: lookup, debug: {msg: "{{ lookup('file', 'f') }} {{ lookup('template', 't') }}"}}`,
    },
    play: 'roles: [r]',
    tasks: `
      - {name: in the play, debug: {msg: "{{ lookup('file', 'f') }}"}}`,
  },
  {
    name: 'a role within a role by include, and what both are called',
    files: {
      'roles/outer/tasks/main.yml': `
        - {name: outer, debug: {msg: "{{ role_name }} {{ ansible_parent_role_names | default([]) }}"}}
        - include_role: {name: inner}`,
      'roles/inner/tasks/main.yml':
        '- {name: inner, debug: {msg: "{{ role_name }} {{ ansible_parent_role_names }}"}}',
    },
    play: 'roles: [outer]',
  },
  {
    name: 'order of sections: pre_tasks, roles, tasks, post_tasks',
    files: { 'roles/r/tasks/main.yml': '- {name: role, debug: {msg: x}}' },
    play: `
      post_tasks: [{name: post, debug: {msg: x}}]
      roles: [r]
      pre_tasks: [{name: pre, debug: {msg: x}}]`,
    tasks: '- {name: tasks, debug: {msg: x}}',
  },
];
