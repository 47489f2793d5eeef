import type { Case } from '../case.ts';

/** Playbooks as administrators write them, below the case's folder. */
export const realistic: readonly Case[] = [
  {
    name: 'a web server: sites from a list, one switched off, a reload',
    prepare:
      'mkdir -p nginx/sites-enabled; echo old > nginx/sites-enabled/old.conf; printf "user www;\\n" > nginx/nginx.conf',
    files: {
      'group_vars/all.yml': `
        nginx_sites:
          - {name: shop, port: 8080, root: /srv/shop, aliases: [www, m]}
          - {name: blog, port: 8081, root: /srv/blog}
        nginx_removed: [old]`,
      'roles/nginx/defaults/main.yml': 'nginx_root: "{{ here }}/nginx"\nnginx_workers: 2\nnginx_sites: []',
      'roles/nginx/templates/site.conf.j2':
        'server {\n  listen {{ item.port }};\n  server_name {{ item.name }}{% for a in item.aliases | default([]) %} {{ a }}.{{ item.name }}{% endfor %};\n  root {{ item.root }};\n}\n',
      'roles/nginx/handlers/main.yml':
        '- {name: check nginx, command: "test -f {{ nginx_root }}/nginx.conf", changed_when: false, listen: nginx changed}\n- {name: reload nginx, debug: {msg: reloading}, listen: nginx changed}',
      'roles/nginx/tasks/main.yml': `
        - import_tasks: install.yml
        - include_tasks: sites.yml
          when: nginx_sites | length > 0`,
      'roles/nginx/tasks/install.yml': `
        - name: folders
          file: {path: "{{ nginx_root }}/{{ item }}", state: directory, mode: "0755"}
          loop: [sites-enabled, conf.d, logs]
        - name: workers
          lineinfile:
            path: "{{ nginx_root }}/nginx.conf"
            regexp: ^worker_processes
            line: worker_processes {{ nginx_workers }};
          notify: nginx changed`,
      'roles/nginx/tasks/sites.yml': `
        - name: site {{ item.name }}
          copy:
            content: "{{ lookup('template', 'site.conf.j2') }}"
            dest: "{{ nginx_root }}/sites-enabled/{{ item.name }}.conf"
            mode: "0644"
          loop: "{{ nginx_sites }}"
          loop_control: {label: "{{ item.name }}"}
          notify: nginx changed
        - name: removed sites
          file: {path: "{{ nginx_root }}/sites-enabled/{{ item }}.conf", state: absent}
          with_items: "{{ nginx_removed }}"
          notify: nginx changed`,
    },
    play: 'roles: [nginx]',
  },
  {
    name: 'the dotfiles of several users, with keys and shells',
    prepare: 'mkdir -p home/ann home/bob; echo "alias x=y" > home/ann/.bashrc',
    play: `
      vars:
        users:
          - {name: ann, shell: bash, keys: [ssh-ed25519 AAA ann@desk, ssh-rsa BBB ann@lap]}
          - {name: bob, keys: []}
          - {name: eve, state: absent}`,
    tasks: `
      - name: folder of keys
        file: {path: "{{ here }}/home/{{ item.name }}/.ssh", state: directory, mode: "0700"}
        loop: "{{ users | rejectattr('state', 'defined') | list }}"
        loop_control: {label: "{{ item.name }}"}
      - name: keys
        lineinfile: {path: "{{ here }}/home/{{ item.0.name }}/.ssh/authorized_keys", line: "{{ item.1 }}", create: true, mode: "0600"}
        loop: "{{ users | rejectattr('state', 'defined') | subelements('keys') }}"
        loop_control: {label: "{{ item.0.name }} {{ item.1.split() | last }}"}
      - name: prompt
        lineinfile: {path: "{{ here }}/home/{{ item.name }}/.{{ item.shell | default('sh') }}rc", line: "export EDITOR=vi", create: true, mode: "0644"}
        loop: "{{ users }}"
        when: item.state | default('present') == 'present'
        loop_control: {label: "{{ item.name }}"}
      - name: gone
        file: {path: "{{ here }}/home/{{ item.name }}", state: absent}
        loop: "{{ users | selectattr('state', 'defined') | list }}"
        loop_control: {label: "{{ item.name }}"}`,
  },
  {
    name: 'kernel settings in a folder of fragments',
    prepare: 'mkdir sysctl.d; printf "net.ipv4.ip_forward = 1\\nvm.swappiness=60\\n" > sysctl.d/10-old.conf',
    files: {
      'roles/sysctl/defaults/main.yml': `
        sysctl_dir: "{{ here }}/sysctl.d"
        sysctl_settings:
          net.ipv4.ip_forward: 0
          net.ipv4.conf.all.accept_redirects: 0
          vm.swappiness: 10`,
      'roles/sysctl/tasks/main.yml': `
        - name: one file
          copy:
            dest: "{{ sysctl_dir }}/99-site.conf"
            mode: "0644"
            content: |
              # managed
              {% for key, value in sysctl_settings | dictsort %}
              {{ key }} = {{ value }}
              {% endfor %}
          register: settings
        - name: no contradiction
          lineinfile: {path: "{{ sysctl_dir }}/10-old.conf", regexp: '^{{ item | regex_escape }}\\s*=', state: absent}
          loop: "{{ sysctl_settings.keys() | sort }}"
        - name: apply
          debug: {msg: sysctl --system}
          when: settings is changed`,
    },
    play: 'roles: [sysctl]',
  },
  {
    name: 'cron files, with one job that is gone',
    prepare: 'mkdir cron.d; echo "* * * * * root old" > cron.d/old',
    play: `
      vars:
        jobs:
          backup: {when: "0 3 * * *", user: root, command: /usr/local/bin/backup --all}
          report: {when: "*/5 * * * *", command: "/usr/bin/report > /dev/null", env: {MAILTO: ops}}
          old: {state: absent}`,
    tasks: `
      - name: job
        copy:
          dest: "{{ here }}/cron.d/{{ item.key }}"
          mode: "0600"
          content: |
            {% for k, v in (item.value.env | default({})).items() %}
            {{ k }}={{ v }}
            {% endfor %}
            {{ item.value.when }} {{ item.value.user | default('root') }} {{ item.value.command }}
        with_dict: "{{ jobs }}"
        when: item.value.state | default('present') != 'absent'
        loop_control: {label: "{{ item.key }}"}
      - name: no job
        file: {path: "{{ here }}/cron.d/{{ item }}", state: absent}
        loop: "{{ jobs | dict2items | selectattr('value.state', 'defined') | map(attribute='key') | list }}"`,
  },
  {
    name: 'log rotation, checked before it is put in place',
    files: {
      'roles/logrotate/defaults/main.yml':
        'rotate: 4\npaths: [/var/log/a.log, /var/log/b.log]\nlogrotate_dir: "{{ here }}/logrotate.d"',
      'roles/logrotate/meta/argument_specs.yml':
        'argument_specs:\n  main:\n    options:\n      rotate: {type: int}\n      paths: {type: list, elements: str}\n      logrotate_dir: {type: path}',
      'roles/logrotate/tasks/main.yml': `
        - name: sane
          assert: {that: [rotate > 0, paths | length > 0], fail_msg: nothing to rotate, quiet: true}
        - name: folder
          file: {path: "{{ logrotate_dir }}", state: directory, mode: "0755"}
        - name: configuration
          copy:
            dest: "{{ logrotate_dir }}/site"
            mode: "0644"
            content: "{{ paths | join(' ') }} {\\n  rotate {{ rotate }}\\n  missingok\\n}\\n"
        - name: is there
          stat: {path: "{{ logrotate_dir }}/site"}
          register: there
        - name: proven
          assert: {that: [there.stat.exists, there.stat.mode == '0644', there.stat.size > 10]}`,
    },
    play: 'roles: [{role: logrotate, rotate: 7}]',
  },
  {
    name: 'hardening of a login configuration, line by line',
    prepare:
      'printf "# a comment\\n#PermitRootLogin yes\\nPasswordAuthentication yes\\nX11Forwarding yes\\nX11Forwarding yes\\nSubsystem sftp /x\\n" > sshd_config; chmod 644 sshd_config',
    play: `
      vars:
        config: "{{ here }}/sshd_config"
        settings:
          - {key: PermitRootLogin, value: "no"}
          - {key: PasswordAuthentication, value: "no"}
          - {key: MaxAuthTries, value: 3}`,
    tasks: `
      - name: setting
        lineinfile: {path: "{{ config }}", regexp: '^#?\\s*{{ item.key }}\\b', line: "{{ item.key }} {{ item.value }}", insertbefore: ^Subsystem, mode: "0600"}
        loop: "{{ settings }}"
        loop_control: {label: "{{ item.key }}"}
        notify: restart sshd
      - name: forwarding
        lineinfile: {path: "{{ config }}", regexp: ^X11Forwarding, state: absent}
        notify: restart sshd
      - name: begins with a word
        lineinfile: {path: "{{ config }}", line: "# managed by us", insertbefore: BOF}
      - name: read again
        command: "grep -c . {{ config }}"
        changed_when: false
        register: count
      - name: lines
        debug: {msg: "{{ count.stdout }} lines"}`,
    handlers: '- {name: restart sshd, debug: {msg: restarted}}',
  },
  {
    name: 'a release with a link to the current one, and a rescue that goes back',
    prepare: 'mkdir -p app/releases/1; echo one > app/releases/1/version; ln -s releases/1 app/current',
    files: {
      'roles/deploy/tasks/main.yml': `
        - name: release
          block:
            - {name: folder, file: {path: "{{ here }}/app/releases/{{ release }}", state: directory}}
            - {name: version, copy: {content: "{{ release }}\\n", dest: "{{ here }}/app/releases/{{ release }}/version"}}
            - {name: switch, file: {path: "{{ here }}/app/current", src: "releases/{{ release }}", state: link}}
            - {name: check, command: "grep -q {{ expected }} {{ here }}/app/current/version", changed_when: false}
          rescue:
            - {name: why, debug: {msg: "{{ ansible_failed_task.name }} failed"}}
            - {name: back, file: {path: "{{ here }}/app/current", src: releases/1, state: link}}
            - {name: cleaned, file: {path: "{{ here }}/app/releases/{{ release }}", state: absent}}
          always:
            - {name: log, lineinfile: {path: "{{ here }}/app/log", line: "tried {{ release }}", create: true}}`,
    },
    tasks: `
      - {name: good, include_role: {name: deploy}, vars: {release: 2, expected: 2}}
      - {name: bad, include_role: {name: deploy}, vars: {release: 3, expected: 4}}
      - {name: which, command: "cat {{ here }}/app/current/version", changed_when: false, register: r}
      - {name: shown, debug: {msg: "version {{ r.stdout }}"}}`,
  },
  {
    name: 'time servers by family, from files of variables',
    files: {
      'roles/ntp/vars/debian.yml': 'ntp_conf: chrony/chrony.conf\nntp_service: chrony',
      'roles/ntp/vars/redhat.yml': 'ntp_conf: chrony.conf\nntp_service: chronyd',
      'roles/ntp/defaults/main.yml': 'ntp_servers: [0.pool.ntp.org, 1.pool.ntp.org]\nfamily: debian',
      'roles/ntp/handlers/main.yml': '- {name: restart time, debug: {msg: "restart {{ ntp_service }}"}}',
      'roles/ntp/tasks/main.yml': `
        - {name: folder, file: {path: "{{ (here ~ '/' ~ ntp_conf) | dirname }}", state: directory}}
        - name: configuration
          copy:
            dest: "{{ here }}/{{ ntp_conf }}"
            content: |
              {% for s in ntp_servers %}
              server {{ s }} iburst
              {% endfor %}
              driftfile /var/lib/chrony/drift
          notify: restart time`,
    },
    tasks: '- {name: time, include_role: {name: ntp, vars_from: debian.yml}}',
  },
  {
    name: 'hosts of the inventory in a file of names',
    inventory: `
      [web]
      web1 ip=10.0.0.1
      web2 ip=10.0.0.2
      [db]
      db1 ip=10.0.0.9 aliases="['primary', 'sql']"`,
    tasks: `
      - name: names
        copy:
          dest: "{{ here }}/hosts.{{ inventory_hostname }}"
          content: |
            127.0.0.1 localhost
            {% for h in groups['all'] | sort %}
            {{ hostvars[h].ip }} {{ h }}{% for a in hostvars[h].aliases | default([]) %} {{ a }}{% endfor %}

            {% endfor %}
      - name: role of the host
        copy: {content: "{{ group_names | join(',') }}\\n", dest: "{{ here }}/role.{{ inventory_hostname }}"}
        when: inventory_hostname in groups['web']`,
  },
  {
    name: 'a backup script with secrets in a file of its own',
    files: {
      'roles/backup/files/backup.sh': '#!/bin/sh\nset -eu\n. "$1"\necho "$TARGET"\n',
      'roles/backup/tasks/main.yml': `
        - {name: folder, file: {path: "{{ here }}/backup", state: directory, mode: "0750"}}
        - {name: script, copy: {src: backup.sh, dest: "{{ here }}/backup/", mode: "0755"}}
        - {name: secrets, copy: {content: "TARGET={{ target | quote }}\\nPASSWORD={{ password | quote }}\\n", dest: "{{ here }}/backup/env", mode: "0600"}}
        - {name: tried, command: "{{ here }}/backup/backup.sh {{ here }}/backup/env", changed_when: false, register: out}
        - {name: said, assert: {that: out.stdout == target}}`,
    },
    play: 'roles: [{role: backup, vars: {target: "a b", password: secret}}]',
  },
  {
    name: 'a configuration that is validated, and put back when it is wrong',
    prepare: 'printf "[main]\\nlevel=1\\n" > app.ini',
    tasks: `
      - name: change
        block:
          - {name: keep, command: "cp {{ here }}/app.ini {{ here }}/app.ini.bak", args: {creates: "{{ here }}/app.ini.bak"}}
          - {name: edit, lineinfile: {path: "{{ here }}/app.ini", regexp: ^level=, line: level=broken}}
          - {name: validate, command: "grep -qE ^level=[0-9]+$ {{ here }}/app.ini", changed_when: false}
        rescue:
          - {name: read the old one, command: "cat {{ here }}/app.ini.bak", changed_when: false, register: old}
          - {name: put it back, copy: {content: "{{ old.stdout }}\\n", dest: "{{ here }}/app.ini"}}
        always:
          - {name: no copy is left, file: {path: "{{ here }}/app.ini.bak", state: absent}}`,
    // Brought back by the undo of its removal; the command that made it has none.
    stays: ['app.ini.bak'],
  },
  {
    name: 'a fleet in batches, with a check after each',
    hosts: 3,
    playbook: `
      - name: Roll out
        hosts: all
        gather_facts: false
        serial: [1, 2]
        vars: {version: 2}
        pre_tasks:
          - {name: what is there, stat: {path: "{{ here }}/{{ inventory_hostname }}.version"}, register: before}
        tasks:
          - {name: install, copy: {content: "{{ version }}", dest: "{{ here }}/{{ inventory_hostname }}.version"}, register: installed, notify: restart}
          - meta: flush_handlers
          - {name: first time, debug: {msg: "{{ inventory_hostname }} is new"}, when: [not before.stat.exists, installed is changed]}
        post_tasks:
          - {name: check, command: "grep -q {{ version }} {{ here }}/{{ inventory_hostname }}.version", changed_when: false}
        handlers:
          - {name: restart, debug: {msg: "restart {{ inventory_hostname }}"}}`,
  },
];
