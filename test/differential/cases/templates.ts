import type { Case } from '../case.ts';

/** What templates can say. */
export const templates: readonly Case[] = [
  {
    name: 'filters of lists',
    play: 'vars: {l: [3, 1, 2, 3], m: [{n: a, v: 1}, {n: b, v: 2}, {n: c}]}',
    tasks: `
      - {name: order, debug: {msg: "{{ l | sort }} {{ l | unique }} {{ l | reverse | list }} {{ l | min }} {{ l | max }} {{ l | sum }}"}}
      - {name: parts, debug: {msg: "{{ l | first }} {{ l | last }} {{ l[1:3] }} {{ l | batch(2) | list }}"}}
      - {name: sets, debug: {msg: "{{ l | union([9]) }} {{ l | intersect([1, 9]) }} {{ l | difference([3]) }} {{ l | symmetric_difference([1, 9]) }}"}}
      - {name: of maps, debug: {msg: "{{ m | map(attribute='n') | join(',') }} {{ m | selectattr('v', 'defined') | list | length }} {{ m | rejectattr('v', 'defined') | map(attribute='n') | list }}"}}
      - {name: select, debug: {msg: "{{ l | select('gt', 1) | list }} {{ l | reject('odd') | list }} {{ m | selectattr('n', 'in', ['a', 'c']) | map(attribute='n') | list }}"}}
      - {name: zip, debug: {msg: "{{ ['a', 'b'] | zip([1, 2]) | map('join') | list }} {{ ['a'] | zip_longest([1, 2], fillvalue='-') | map('join') | list }}"}}
      - {name: group, debug: {msg: "{{ m | groupby('n') | map(attribute=0) | list }} {{ [[1, [2]], 3] | flatten(levels=1) }}"}}`,
  },
  {
    name: 'filters of text',
    play: 'vars: {t: "  Hello, World  "}',
    tasks: `
      - {name: case, debug: {msg: "{{ t | trim | lower }}|{{ t | upper | trim }}|{{ 'ab cd' | title }}|{{ 'abc' | capitalize }}"}}
      - {name: parts, debug: {msg: "{{ 'a,b,c'.split(',') }} {{ 'a-b' | replace('-', '_') }} {{ 'long text here' | truncate(8, true) }} {{ 'x' | center(5) }}|"}}
      - {name: regex, debug: {msg: "{{ 'abc123' | regex_replace('[0-9]+', 'N') }} {{ 'a1b2' | regex_findall('[0-9]') }} {{ 'key=val' | regex_search('=(.*)', '\\\\1') }} {{ 'a.b' | regex_escape }}"}}
      - {name: paths, debug: {msg: "{{ '/a/b.txt' | basename }} {{ '/a/b.txt' | dirname }} {{ '/a/b.txt' | splitext | join('|') }} {{ ['a', 'b'] | path_join }}"}}
      - {name: words, debug: {msg: "{{ 'a b' | quote }} {{ 'two words' | wordcount }} {{ 'a\\nb' | indent(2) }}"}}
      - {name: format, debug: {msg: "{{ '%s-%03d' | format('a', 7) }} {{ 'x' ~ 1 ~ true }} {{ 'ab' * 2 }}"}}`,
  },
  {
    name: 'filters that encode and count',
    tasks: `
      - {name: base64, debug: {msg: "{{ 'hello' | b64encode }} {{ 'aGVsbG8=' | b64decode }}"}}
      - {name: sums, debug: {msg: "{{ 'x' | hash('sha1') }} {{ 'x' | checksum }} {{ 'x' | hash('md5') }} {{ 'x' | to_uuid }}"}}
      - {name: json, debug: {msg: "{{ '[1, {\\"a\\": 2}]' | from_json | last }} {{ {'b': 1, 'a': [true, none]} | to_json }}"}}
      - {name: nice json, copy: {content: "{{ {'b': 1, 'a': [1, 2]} | to_nice_json }}", dest: "{{ here }}/nice.json"}}
      - {name: yaml, copy: {content: "{{ {'b': 1, 'a': ['x', 'y'], 'c': {'d': none}} | to_nice_yaml(indent=2) }}", dest: "{{ here }}/nice.yml"}}
      - {name: from yaml, debug: {msg: "{{ 'a: [1, 2]' | from_yaml }}"}}
      - {name: numbers, debug: {msg: "{{ '7' | int + 1 }} {{ 3.7 | int }} {{ 7 // 2 }} {{ 7 % 3 }} {{ 2 ** 3 }} {{ 2.5 | round }} {{ -3 | abs }} {{ 'x' | int(9) }} |"}}
      - {name: sizes, debug: {msg: "{{ 1536 | human_readable }} {{ '1K' | human_to_bytes }} {{ 10 | log(10) }} {{ 9 | root }} {{ 2 | pow(3) }}"}}`,
  },
  {
    name: 'filters of mappings',
    play: 'vars: {a: {x: 1, y: {p: 1, q: [1]}}, b: {y: {p: 2, q: [2]}, z: 3}}',
    tasks: `
      - {name: combine, debug: {msg: "{{ a | combine(b) }}"}}
      - {name: recursive, debug: {msg: "{{ a | combine(b, recursive=true) }} {{ a | combine(b, recursive=true, list_merge='append') }}"}}
      - {name: items, debug: {msg: "{{ a | dict2items | map(attribute='key') | list }} {{ [{'key': 'k', 'value': 1}] | items2dict }} {{ a.keys() | list }}"}}
      - {name: extract, debug: {msg: "{{ ['x', 'y'] | map('extract', {'x': 1, 'y': 2}) | list }} {{ dict(['a', 'b'] | zip([1, 2])) }}"}}
      - {name: get, debug: {msg: "{{ a.get('nope', 'none') }} {{ a['x'] }} {{ 'x' in a }} {{ a.y.q[0] }}"}}
      - {name: sorted, debug: {msg: "{{ {'b': 1, 'a': 2} | dictsort | map('join') | list }}"}}`,
  },
  {
    name: 'statements: for, if, set, and white space',
    play: 'vars: {hosts_: [{n: a, up: true}, {n: b, up: false}], empty: []}',
    files: {
      'templates/t.j2':
        '{% for h in hosts_ if h.up %}\nserver {{ h.n }} {{ loop.index }}/{{ loop.length }}{{ "," if not loop.last }}\n{% endfor %}\n{% for e in empty %}x{% else %}nothing{% endfor %}\n\n{# a comment #}\n{% set total = hosts_ | length %}\n{%- if total > 1 and not empty %}\nmany {{ total }}\n{%- elif total == 1 %}one{% else %}none{% endif %}\n\n  {% if true %}\n  indented\n  {% endif %}\n{% set ns = namespace(n=0) %}{% for h in hosts_ %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}\n{% raw %}{{ not this }}{% endraw %}\n',
    },
    tasks: `
      - {name: written, copy: {content: "{{ lookup('template', 't.j2') }}", dest: "{{ here }}/t"}}`,
  },
  {
    name: 'macros, imports and includes between templates',
    files: {
      'templates/main.j2':
        "{% import 'lib.j2' as lib %}{% from 'lib.j2' import bold %}{{ lib.line('a', 1) }}{{ bold('x') }}\n{% include 'part.j2' %}\n{% macro own(a, b='d') %}[{{ a }}{{ b }}{{ varargs | join }}]{% endmacro %}{{ own(1) }}{{ own(1, 2, 3) }}\n{% call lib.wrap() %}inside{% endcall %}\n{% filter upper %}loud{% endfilter %}\n",
      'templates/lib.j2':
        '{% macro line(n, v) %}{{ n }}={{ v }}\n{% endmacro %}{% macro bold(t) -%}<b>{{ t }}</b>{%- endmacro %}{% macro wrap() %}({{ caller() }}){% endmacro %}',
      'templates/part.j2': 'part of {{ who }}',
    },
    play: 'vars: {who: me}',
    tasks: `
      - {name: written, copy: {content: "{{ lookup('template', 'main.j2') }}", dest: "{{ here }}/t"}}`,
  },
  {
    name: 'template inheritance',
    files: {
      'templates/base.j2':
        '<{% block head %}base head{% endblock %}|{% block body %}base body{% endblock %}>',
      'templates/page.j2': "{% extends 'base.j2' %}{% block body %}{{ super() }} and {{ v }}{% endblock %}",
    },
    play: 'vars: {v: more}',
    tasks: `- {name: written, debug: {msg: "{{ lookup('template', 'page.j2') }}"}}`,
  },
  {
    name: 'lookups of this machine: file, env, lines, vars, items',
    files: {
      'files/a.txt': 'from a file\n\n',
      'files/data.csv': 'k,v\na,1\nb,2\n',
      'files/c.ini': '[s]\nkey=value\n',
    },
    play: 'vars: {one: 1, two: 2}',
    tasks: `
      - {name: file, debug: {msg: "[{{ lookup('file', 'a.txt') }}] [{{ lookup('file', 'a.txt', rstrip=False) }}]"}}
      - {name: env, debug: {msg: "{{ lookup('env', 'LANG') }} [{{ lookup('env', 'NOSUCH_') }}]"}}
      - {name: vars, debug: {msg: "sum {{ lookup('vars', 'one') + lookup('vars', 'tw' ~ 'o') }} {{ lookup('vars', 'nope', default='d') }}"}}
      - {name: csv, debug: {msg: "{{ lookup('csvfile', 'b file=data.csv delimiter=,') }}"}}
      - {name: ini, debug: {msg: "{{ lookup('ini', 'key', section='s', file='c.ini') }}"}}
      - {name: query, debug: {msg: "{{ query('items', [1, [2]]) }} {{ query('dict', {'a': 1}) }} {{ lookup('sequence', 'count=2') }}"}}
      - {name: missing, debug: {msg: "[{{ lookup('file', 'nosuch', errors='ignore') }}]"}}`,
  },
  {
    name: 'tests of values and of text',
    tasks: `
      - {name: kinds, debug: {msg: "{{ 1 is number }} {{ 'a' is string }} {{ {} is mapping }} {{ [] is iterable }} {{ [] is sequence }} {{ none is none }} {{ 1.5 is float }} {{ true is boolean }}"}}
      - {name: numbers, debug: {msg: "{{ 3 is odd }} {{ 4 is divisibleby 2 }} {{ 3 is gt 2 }} {{ 3 is eq 3 }} {{ 2 is in [1, 2] }}"}}
      - {name: text, debug: {msg: "{{ 'abc' is match('a') }} {{ 'abc' is search('c$') }} {{ 'abc' is regex('^b') }} {{ 'abc' is contains('b') }} {{ 'AB' is upper }}"}}
      - {name: lists, debug: {msg: "{{ [1] is subset([1, 2]) }} {{ [1, 2] is superset([1]) }} {{ [true, true] is all }} {{ [false, true] is any }}"}}
      - {name: versions, debug: {msg: "{{ '1.10' is version('1.9', '>') }} {{ '2.0-rc1' is version('2.0', '<', strict=false) }} {{ '1.0' is version('1.0.0', '==') }}"}}
      - {name: truth, debug: {msg: "{{ 'yes' is truthy(convert_bool=True) }} {{ '' is falsy }} {{ 'x' is truthy }}"}}`,
  },
  {
    name: 'ternary, inline if, chained comparison and Python methods',
    play: 'vars: {t: true, l: [1, 2], d: {a: 1}, s: "a.b"}',
    tasks: `
      - {name: ternary, debug: {msg: "{{ t | ternary('y', 'n') }} {{ none | ternary('y', 'n', 'null') }} {{ 'a' if t else 'b' }} [{{ 'a' if not t }}]"}}
      - {name: comparison, debug: {msg: "{{ 1 < 2 < 3 }} {{ 1 == 1.0 }} {{ 'a' < 'b' }} {{ [1, 2] == l }} {{ not t }}"}}
      - {name: methods, debug: {msg: "{{ s.split('.')[1] }} {{ s.startswith('a') }} {{ s.upper() }} {{ d.items() | map('join') | list }} {{ l.index(2) }} {{ '{}-{}'.format(1, 'x') }} {{ s.find('b') }}"}}
      - {name: slices, debug: {msg: "{{ l[-1] }} {{ s[::-1] }} {{ (l + [3])[1:] }} {{ 'abc'[0:2] }}"}}`,
  },
  {
    name: 'values from a host are never templates',
    prepare: "printf '{{ 1 + 1 }}' > t",
    tasks: `
      - {name: read, command: "cat {{ here }}/t", register: r, changed_when: false}
      - {name: shown, debug: {msg: "{{ r.stdout }}"}}
      - {name: set, set_fact: {kept: "{{ r.stdout }}"}}
      - {name: shown again, debug: {msg: "{{ kept }}"}}
      - {name: written, copy: {content: "{{ kept }}", dest: "{{ here }}/u"}}`,
  },
  {
    name: 'lines, white space and line ends in copied text',
    tasks: `
      - name: literal
        copy:
          dest: "{{ here }}/a"
          content: |
            one {{ 1 }}
              two

            three
      - name: folded
        copy:
          dest: "{{ here }}/b"
          content: >-
            one
            two
      - name: with statements
        copy:
          dest: "{{ here }}/c"
          content: |
            {% for i in [1, 2] %}
            line {{ i }}
            {% endfor %}
            end`,
  },
  {
    name: 'a pair in text has the brackets of a list',
    tasks: '- {name: pair, debug: {msg: "{{ [1] | zip([2]) | list }} is one"}}',
    differs: {
      row: 'pairs of `zip`, `items()`, `splitext` and the like within a text',
      differences: ['pair.msg: "[(1, 2)] is one" | "[[1, 2]] is one"'],
    },
  },
  {
    name: 'a filter that nobody has is told before anything is done',
    tasks: `
      - {name: fine, debug: {msg: x}}
      - {name: filter, debug: {msg: "{{ 1 | nosuchfilter }}"}, when: false}
      - {name: fine too, debug: {msg: y}}`,
    differs: {
      row: 'a filter, test or lookup that there is not',
      differences: [
        'fine: ok | not run',
        'filter: skipped | not run',
        'fine too: ok | not run',
        'the run: good | failed',
      ],
    },
  },
  {
    name: 'dates and random values from a seed',
    tasks: `
      - {name: random, debug: {msg: "{{ [5] | random }} {{ ['x'] | shuffle }}"}}
      - {name: strftime, debug: {msg: "{{ '%Y' | strftime(0) }} {{ ('2020-01-02 03:04:05' | to_datetime).year }}"}}
      - {name: difference, debug: {msg: "{{ (('2020-01-02' | to_datetime('%Y-%m-%d')) - ('2020-01-01' | to_datetime('%Y-%m-%d'))).days }} days"}}`,
  },
  {
    name: 'network filters and urls',
    tasks: `
      - {name: url, debug: {msg: "{{ 'http://u@h:80/p?q=1' | urlsplit('hostname') }} {{ 'a b' | urlencode }}"}}`,
  },
];
