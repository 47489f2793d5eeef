import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const roles = 50;
/** Of each role, in `main.yml`, in a file that is imported and in one that is included. */
const perFile = { main: 60, imported: 20, included: 20 } as const;
const groups = 10;

/** A project with 5,000 tasks as people write them: in roles and blocks, with conditions, loops, facts and handlers. */
export function writeTree(folder: string): string {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const names = numbers(roles).map((role) => `part${role}`);
  write('site.yml', `- hosts: all\n  become: true\n  roles: [${names.join(', ')}]\n`);
  write(
    'group_vars/all.yml',
    lines(numbers(40), (at) => `site_${at}: "{{ site_root }}/${at}"`, 'site_root: /srv'),
  );
  for (const group of numbers(groups)) {
    write(
      `group_vars/g${group}.yml`,
      lines(numbers(10), (at) => `of_group_${at}: ${group}`, 'weight: 3'),
    );
  }
  for (const role of names) {
    const of = (from: number, count: number): string =>
      numbers(count)
        .map((at) => task(role, from + at))
        .join('');
    const more = `- import_tasks: more.yml\n- include_tasks: "{{ ${role}_system }}.yml"\n  when: ${role}_on\n`;
    write(`roles/${role}/tasks/main.yml`, `# What ${role} needs.\n${of(0, perFile.main)}${more}`);
    write(`roles/${role}/tasks/more.yml`, of(perFile.main, perFile.imported));
    write(`roles/${role}/tasks/linux.yml`, of(perFile.main + perFile.imported, perFile.included));
    write(
      `roles/${role}/handlers/main.yml`,
      `- name: ${role} again\n  service: {name: ${role}, state: restarted}\n`,
    );
    write(`roles/${role}/defaults/main.yml`, defaults(role));
  }
  return join(folder, 'site.yml');
}

/** An inventory of so many hosts for that project. */
export function writeHosts(folder: string, hosts: number): string {
  const path = join(folder, `hosts-${hosts}`);
  const host = (at: number): string =>
    `h${at} ansible_host=10.${at >> 16}.${(at >> 8) & 255}.${at & 255} rack=${at % 40}`;
  const group = (name: number): string => {
    const of = numbers(hosts).filter((at) => at % groups === name);
    return `[g${name}]\n${of.map(host).join('\n')}\n`;
  };
  writeFileSync(path, numbers(groups).map(group).join('\n'));
  return path;
}

function defaults(role: string): string {
  return lines(
    numbers(20),
    (at) => `${role}_value_${at}: "{{ ${role}_root }}/${at}"`,
    `${role}_root: /opt/${role}\n${role}_on: true\n${role}_system: linux\n${role}_items: [a, b, c]`,
  );
}

function task(role: string, at: number): string {
  return kinds[at % kinds.length]?.(role, at) ?? '';
}

const kinds: readonly ((role: string, at: number) => string)[] = [
  (role, at) => `- name: Write file ${at} of ${role}
  copy:
    dest: "{{ ${role}_value_${at % 20} }}/{{ inventory_hostname }}.conf"
    content: |
      root = {{ site_root }}
      value = {{ site_${at % 40} | default('none') | upper }}
    mode: "0644"
  when: ${role}_on | bool and ansible_facts['system'] == 'Linux'
  notify: ${role} again
`,
  (role, at) => `- name: Look for ${at}
  command: test -e {{ ${role}_root }}/${at}
  register: ${role}_seen_${at}
  changed_when: false
  failed_when: ${role}_seen_${at}.rc not in [0, 1]
`,
  (role, at) => `- name: Make folder ${at}
  file:
    path: "{{ ${role}_root }}/{{ item }}/${at}"
    state: directory
    mode: "0755"
  loop: "{{ ${role}_items }}"
  when:
    - ${role}_on
    - item != 'x'
  tags: [folders]
`,
  (role, at) => `- name: Together ${at}
  block:
    - name: Set ${at}
      lineinfile:
        path: "{{ site_root }}/${role}.conf"
        regexp: '^key${at}\\s*='
        line: "key${at} = {{ of_group_${at % 10} | default(0) }}"
  when: ansible_distribution in ['Debian', 'RedHat']
`,
  (role, at) => `- name: Remember ${at}
  set_fact:
    ${role}_fact_${at}: "{{ ${role}_value_${at % 20} | basename }}-{{ ansible_hostname }}"
`,
];

function lines(of: readonly number[], line: (at: number) => string, first: string): string {
  return `---\n${first}\n${of.map(line).join('\n')}\n`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}
