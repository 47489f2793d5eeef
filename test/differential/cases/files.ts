import type { Case } from '../case.ts';

/** What tasks on files leave, and what they register. */
export const files: readonly Case[] = [
  {
    name: 'copy',
    prepare: 'mkdir d; echo old > old; ln -s old link; chmod 600 old',
    tasks: `
      - {name: new, copy: {content: x, dest: "{{ here }}/new"}, register: r}
      - {name: shown, debug: {msg: "{{ r.dest }} {{ r.mode }} {{ r.owner }} {{ r.state }} {{ r.checksum }}"}}
      - {name: same, copy: {content: x, dest: "{{ here }}/new"}}
      - {name: dressed, copy: {content: x, dest: "{{ here }}/new", mode: "0600"}}
      - {name: replaced, copy: {content: "y\\n", dest: "{{ here }}/old", mode: "0640"}}
      - {name: kept, copy: {content: "z\\n", dest: "{{ here }}/old", force: false}}
      - {name: through, copy: {content: "z\\n", dest: "{{ here }}/link", follow: true}}
      - {name: empty, copy: {content: "", dest: "{{ here }}/empty"}}
      - {name: missing folder, copy: {content: x, dest: "{{ here }}/no/c"}, ignore_errors: true}`,
  },
  {
    name: 'file',
    prepare: 'echo x > f; chmod 600 f; mkdir -p full/of; touch full/of/it',
    tasks: `
      - {name: folder, file: {path: "{{ here }}/d/e", state: directory, mode: "0750"}}
      - {name: folder again, file: {path: "{{ here }}/d/e", state: directory, mode: "0750"}}
      - {name: touch, file: {path: "{{ here }}/t", state: touch, mode: "0640"}}
      - {name: touch again, file: {path: "{{ here }}/t", state: touch}}
      - {name: kept, file: {path: "{{ here }}/t", state: touch, access_time: preserve, modification_time: preserve}}
      - {name: dressed, file: {path: "{{ here }}/t", mode: "0600"}}
      - {name: is file, file: {path: "{{ here }}/t", state: file}}
      - {name: missing, file: {path: "{{ here }}/no", state: file}, ignore_errors: true}
      - {name: link, file: {path: "{{ here }}/l", src: t, state: link}}
      - {name: link again, file: {path: "{{ here }}/l", src: t, state: link}}
      - {name: gone, file: {path: "{{ here }}/l", state: absent}}
      - {name: gone again, file: {path: "{{ here }}/l", state: absent}}
      - {name: full folder, file: {path: "{{ here }}/full", state: absent}}
      - {name: everywhere, file: {path: "{{ here }}/d", state: directory, recurse: true, mode: "0700"}}`,
  },
  {
    name: 'a link, and what it leads to',
    prepare: 'echo x > a; echo y > f; ln -s a l',
    tasks: `
      - {name: mode, file: {state: link, src: a, path: "{{ here }}/m", mode: "0600"}}
      - {name: owner, file: {state: link, src: a, path: "{{ here }}/o", owner: daemon}}
      - {name: as it is, file: {state: link, path: "{{ here }}/l"}}
      - {name: nothing there, file: {state: link, path: "{{ here }}/nowhere"}, ignore_errors: true}
      - {name: nowhere, file: {state: link, src: nothing, path: "{{ here }}/dd", mode: "0600"}, ignore_errors: true}
      - {name: nowhere by force, file: {state: link, src: nothing, path: "{{ here }}/ff", force: true}}
      - {name: in place of a file, file: {state: link, src: a, path: "{{ here }}/f", force: true}}`,
  },
  {
    name: 'stat',
    prepare: 'echo "#!/bin/sh" > f; chmod 750 f; mkdir d; ln -s f l; : > empty; printf "\\000\\001" > bin',
    tasks: `
      - {name: file, stat: {path: "{{ here }}/f"}, register: r}
      - {name: folder, stat: {path: "{{ here }}/d"}}
      - {name: link, stat: {path: "{{ here }}/l"}}
      - {name: through, stat: {path: "{{ here }}/l", follow: true}}
      - {name: below a file, stat: {path: "{{ here }}/f/x"}, ignore_errors: true}
      - {name: empty, stat: {path: "{{ here }}/empty"}}
      - {name: binary, stat: {path: "{{ here }}/bin"}}
      - {name: nothing, stat: {path: "{{ here }}/nothing"}}
      - {name: device, stat: {path: /dev/null}}
      - {name: less, stat: {path: "{{ here }}/f", get_checksum: false, get_mime: false, get_attributes: false}}
      - {name: sha256, stat: {path: "{{ here }}/f", checksum_algorithm: sha256}}
      - {name: other names, stat: {name: "{{ here }}/f", mime: false, checksum: md5}}
      - {name: fractions, debug: {msg: "{{ r.stat.mtime | string | length > 11 }}"}}`,
  },
  {
    name: 'lineinfile',
    prepare:
      "printf 'a\\nb\\n' > f; printf 'ab\\nq\\ncab\\n' > several; printf 'PATH=/bin\\n' > path; printf 'x' > open",
    tasks: `
      - {name: add, lineinfile: {path: "{{ here }}/f", line: c}, register: r}
      - {name: again, lineinfile: {path: "{{ here }}/f", line: c}}
      - {name: replace, lineinfile: {path: "{{ here }}/f", regexp: "^c", line: d}}
      - {name: dressed, lineinfile: {path: "{{ here }}/f", line: d, mode: "0600"}}
      - {name: both, lineinfile: {path: "{{ here }}/f", line: e, mode: "0640"}}
      - {name: create, lineinfile: {path: "{{ here }}/g", line: d, create: true}}
      - {name: remove, lineinfile: {path: "{{ here }}/f", line: e, state: absent}}
      - {name: removed, lineinfile: {path: "{{ here }}/f", line: e, state: absent}}
      - {name: no file to remove from, lineinfile: {path: "{{ here }}/no", line: e, state: absent}}
      - {name: no file, lineinfile: {path: "{{ here }}/no", line: e}, ignore_errors: true}
      - {name: longer each time, lineinfile: {path: "{{ here }}/path", regexp: "^PATH=(.*)$", line: 'PATH=\\1:/opt', backrefs: true}}
      - {name: and longer, lineinfile: {path: "{{ here }}/path", regexp: "^PATH=(.*)$", line: 'PATH=\\1:/opt', backrefs: true}}
      - {name: several, lineinfile: {path: "{{ here }}/several", regexp: "ab$", line: z}}
      - {name: two lines, lineinfile: {path: "{{ here }}/f", line: "beta\\ngamma"}}
      - {name: a line end, lineinfile: {path: "{{ here }}/f", line: "alpha\\n"}}`,
  },
  {
    name: 'wait_for',
    prepare: 'echo word > f; mkdir d',
    tasks: `
      - {name: file, wait_for: {path: "{{ here }}/f"}}
      - {name: folder, wait_for: {path: "{{ here }}/d"}}
      - {name: word, wait_for: {path: "{{ here }}/f", search_regex: "(w)(?P<rest>.*)"}}
      - {name: absent, wait_for: {path: "{{ here }}/no", state: absent}}
      - {name: stopped, wait_for: {port: 1, state: stopped}}
      - {name: drained, wait_for: {port: 1, state: drained}}
      - {name: in vain, wait_for: {path: "{{ here }}/no", timeout: 1}, ignore_errors: true}`,
  },
  {
    name: 'a recursive mode does not leave the folder by a link',
    prepare: 'mkdir d; echo x > outside; chmod 644 outside; ln -s ../outside d/link',
    tasks: `
      - {name: everywhere, file: {path: "{{ here }}/d", state: directory, recurse: true, mode: "0700"}}`,
    differs: {
      row: '`file` with `recurse`, and a link that leads out of the folder',
      differences: ['on disk outside: file 700 0:0 "x\\n" | file 644 0:0 "x\\n"'],
    },
  },
  {
    name: 'a line after one without a line end becomes a line of its own',
    prepare: "printf 'x' > open; printf 'a\\nx' > last",
    tasks: `
      - {name: at the end, lineinfile: {path: "{{ here }}/open", line: y}}
      - {name: after it, lineinfile: {path: "{{ here }}/last", insertafter: ^x, line: y}}`,
    differs: {
      row: '`lineinfile` with `insertafter`, where the last line has no line end',
      differences: ['on disk last: file 644 0:0 "a\\nxy\\n" | file 644 0:0 "a\\nx\\ny\\n"'],
    },
  },
];
