#!/usr/bin/python3
"""Writes page.fixtures.json: what ansible-core makes of the template files in page-cases.json.

    /usr/bin/python3 src/python/template/render/page-fixtures.py

Needs ansible-core (written with 2.14). Nothing in what comes out is read as a literal of Python's.
"""

import json
import os
import pathlib
import tempfile

os.chdir(tempfile.gettempdir())  # no ansible.cfg of anybody's counts

from ansible.parsing.dataloader import DataLoader  # noqa: E402
from ansible.template import AnsibleEnvironment, Templar  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent
AnsibleEnvironment.concat = staticmethod(lambda nodes: "".join("" if node is None else str(node) for node in nodes))


def outcome(text, options, variables, root):
    templar = Templar(loader=DataLoader(), variables=json.loads(json.dumps(variables)))
    try:
        with templar.set_temporary_context(searchpath=[f"{root}/play/templates", f"{root}/play"], **options):
            value = templar.do_template(text, preserve_trailing_newlines=True, escape_backslashes=False)
        return {"value": value}
    except Exception as error:  # whatever goes wrong there is to go wrong here
        return {"error": f"{type(error).__name__}: {error}".replace(root, "")[:160]}


def main():
    document = json.loads((FOLDER / "page-cases.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as root:
        for name, text in document["files"].items():
            path = pathlib.Path(root + name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        cases = [
            {"text": text, "options": options, **outcome(text, options, document["variables"], root)}
            for text, options in document["cases"]
        ]
    target = FOLDER / "page.fixtures.json"
    target.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {sum('error' in case for case in cases)} of them errors")


main()
