#!/usr/bin/python3
"""Writes lookup.fixtures.json: what ansible-core's lookups make of the cases in lookup-cases.json.

    /usr/bin/python3 src/python/template/lookups/lookup-fixtures.py

Needs ansible-core (written with 2.14). The files lie in a folder that is called /play in what is written. A case is an
expression, or an expression with variables of its own.
"""

import json
import os
import pathlib
import tempfile

os.environ["RULERUN_TEST"] = "from the environment"
os.environ.pop("RULERUN_NOT_SET", None)
os.chdir(tempfile.gettempdir())  # no ansible.cfg of anybody's counts
os.environ["ANSIBLE_DEPRECATION_WARNINGS"] = "false"

from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.template import Templar  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent


def plain(value, root):
    return json.loads(json.dumps(value).replace(root, "/play"))


def outcome(expression, variables, root):
    loader = DataLoader()
    loader.set_basedir(root)
    scope = {**json.loads(json.dumps(variables)), "playbook_dir": root}
    templar = Templar(loader=loader, variables=scope)
    try:
        value = templar.template("{{ [" + expression + "] }}", convert_data=False, escape_backslashes=False)
        # Without conversions only a list of one keeps what it is: its text is a literal of Python's.
        return {"value": plain(eval(value, {"__builtins__": {}}), root)[0]}
    except Exception as error:  # whatever goes wrong there is to go wrong here
        return {"error": f"{type(error).__name__}: {error}".replace(root, "/play")[:160]}


def case(written, variables, root):
    if isinstance(written, str):
        return {"expression": written, **outcome(written, variables, root)}
    expression, own = written
    there = json.loads(json.dumps(own).replace("/play", root))
    return {"expression": expression, "variables": own, **outcome(expression, {**variables, **there}, root)}


def main():
    document = json.loads((FOLDER / "lookup-cases.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as root:
        for name, text in document["files"].items():
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        cases = [case(one, document["variables"], root) for one in document["cases"]]
    target = FOLDER / "lookup.fixtures.json"
    target.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {sum('error' in case for case in cases)} of them errors")


main()
