#!/usr/bin/python3
"""Writes jinja.fixtures.json: what Jinja2 with Ansible's own filters makes of the cases in jinja-cases.txt.

    /usr/bin/python3 src/python/template/jinja-fixtures.py

Needs Jinja2 3.1 and ansible-core (written with 3.1.2 and 2.14). Where ansible-core 2.19 differs from 2.14, this
follows 2.19: a body that puts out one value gives that value as it is, none is no text beside other pieces, and
conditions are expressions.

Beside them come random values written as YAML and JSON. The cases: `# ` begins a comment, `= ` a JSON object of variables for all that follow, `? ` an expression, `> ` a
template, `$ ` the text of a page. In a template `⏎` stands for a line break.
"""

import json
import pathlib
import random
from collections.abc import Iterator

from ansible.template import AnsibleEnvironment, AnsibleNativeEnvironment, _escape_backslashes
from jinja2 import pass_context
from jinja2.runtime import Undefined

FOLDER = pathlib.Path(__file__).resolve().parent


@pass_context
def finalize(_context, value):
    """Takes the context so that nothing is worked out before its time, which would turn values to text."""
    return list(value) if isinstance(value, Iterator) else value


ENVIRONMENT = AnsibleNativeEnvironment(trim_blocks=True)
ENVIRONMENT.finalize = finalize


# What is a page of text is rendered as Ansible does that unless `jinja2_native` is set.
AnsibleEnvironment.concat = staticmethod(lambda nodes: "".join(map(str, nodes)))  # nothing is read as a literal
TEXTS = AnsibleEnvironment(trim_blocks=True)
TEXTS.finalize = pass_context(lambda _context, value: "" if value is None else value)


def line_breaks_at_end(text):
    return len(text) - len(text.rstrip("\n"))


def render(text, variables):
    template = ENVIRONMENT.from_string(_escape_backslashes(text, ENVIRONMENT))
    nodes = list(template.root_render_func(template.new_context(variables)))
    result = nodes[0] if len(nodes) == 1 else "".join("" if node is None else str(node) for node in nodes)
    if type(result) is Undefined:  # what an `if` without `else` leaves
        result = ""
    if isinstance(result, str):
        result += "\n" * (line_breaks_at_end(text) - line_breaks_at_end(result))
    return result


def render_page(text, variables):
    template = TEXTS.from_string(text)
    result = "".join(map(str, template.root_render_func(template.new_context(variables))))
    return result + "\n" * (line_breaks_at_end(text) - line_breaks_at_end(result))


def evaluate(text, variables):
    return ENVIRONMENT.compile_expression(text, undefined_to_none=False)(variables)


def outcome(work, text, variables):
    try:
        # A fresh copy each time: here a template could change what it is given.
        scope = {**ENVIRONMENT.globals, **json.loads(json.dumps(variables))}
        return {"value": json.loads(json.dumps(work(text, scope)))}
    except Exception as error:  # whatever goes wrong there is to go wrong here
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def random_values(count):
    """Values that are hard to write as YAML, the same every time."""
    source = random.Random(1)
    letters = [*"ab1 :#-'\"\\?,[]{}&*!%@`|>=~.\n\té", "yes", "null", "0x1", "1.5", "two words ", "😀", "\x85", "\x07", "---"]

    def text():
        return "".join(source.choice(letters) for _ in range(source.choice([0, 1, 2, 3, 5, 8, 60])))

    def value(depth):
        kind = source.random()
        if kind < 0.6 or depth == 0:
            return source.choice([text, text, text, text, lambda: source.randint(-9, 9), lambda: None, lambda: True])()
        items = [value(depth - 1) for _ in range(source.randint(0, 4))]
        if kind < 0.8:
            return items
        # Keys of several lines or of more than 128 bytes are written apart there; here they never are.
        return {text().replace("\n", "").replace("\x85", "")[:25]: item for item in items}

    return [value(3) for _ in range(count)]


def main():
    variables = {"random": random_values(200)}
    cases = []
    for index in range(len(variables["random"])):
        for written in ["to_yaml", "to_nice_yaml", "to_nice_yaml(indent=2, width=20)", "to_nice_json(ensure_ascii=false)"]:
            text = "{{ random[%d] | %s }}" % (index, written)
            cases.append({"template": text, **outcome(render, text, variables)})
    for line in (FOLDER / "jinja-cases.txt").read_text(encoding="utf-8").split("\n"):
        mark, text = line[:2], line[2:].replace("⏎", "\n")
        if mark == "= ":
            variables.update(json.loads(text))
        elif mark == "> ":
            cases.append({"template": text, **outcome(render, text, variables)})
        elif mark == "$ ":
            cases.append({"page": text, **outcome(render_page, text, variables)})
        elif mark == "? ":
            cases.append({"expression": text, **outcome(evaluate, text, variables)})
    document = {"variables": variables, "cases": cases}
    target = FOLDER / "jinja.fixtures.json"
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {sum('error' in case for case in cases)} of them errors")


main()
