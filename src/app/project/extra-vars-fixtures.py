#!/usr/bin/python3
"""Writes extra-vars.fixtures.json: the variables that ansible-core takes from what `-e` is given.

    /usr/bin/python3 src/app/project/extra-vars-fixtures.py

Written with ansible-core 2.14.18.
"""

import json
import os
import pathlib
import tempfile

from ansible import context
from ansible.errors import AnsibleError
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.utils.vars import load_extra_vars

FILES = {
    "vars.yml": "a: 1\nb: {c: on, d: 1.0}\ntext: '1.0'\nnothing:\n",
    "vars.json": '{"a": 1e3, "b": "x", "c": [true, null]}',
    "vars": "---\nno_ending: yes\n",
    "list.yml": "[1]",
    "empty.yml": "",
}

CASES = [
    ['a=1 b="x y"'], ["a=yes b=1.0 c=null d=[1,2]"], ["a={{ x | default('y z') }}"], ['a="{{ x }} {{ y }}"'], ["a.b=1 a-b=2 1a=3"],
    ["a="], [""], ["a"], ["a=1 word"], ["a='x"], ["a=x\\ny"], ['{"a": 1, "b": 2.0, "c": true, "d": null, "e": [1], "f": {"g": "h"}}'],
    ["{a: yes, b: 1.0, c: Off, d: ~, e: 0x1f, f: 1e3, g: 1_000}"], ["{}"], ["[1]"], ["{a: 1"], [" {a: 1}"], ["a: 1"],
    ["@vars.yml"], ["@vars.json"], ["@vars"], ["@list.yml"], ["@empty.yml"], ["@missing.yml"], ["./vars.yml"], ["/vars.yml"], ["vars.yml"],
    ["a=1", "@vars.yml", "a=2"], ["@vars.yml", "@vars.json"], ["{a: {b: 1}}", "{a: {c: 2}}"], ["a=1", "{a: 1}"], ["a=1 a=2"],
]


def answer(sources):
    context.CLIARGS = ImmutableDict(extra_vars=tuple(sources))
    if hasattr(load_extra_vars, "extra_vars"):
        del load_extra_vars.extra_vars
    try:
        found = dict(load_extra_vars(DataLoader()))
    except AnsibleError:
        return {"sources": sources, "error": True}
    # A word without a name: rulerun refuses it, for nothing could ever use it.
    return {"sources": sources, "error": True} if "_raw_params" in found else {"sources": sources, "variables": found}


def main():
    path = pathlib.Path(__file__).resolve().with_name("extra-vars.fixtures.json")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in FILES.items():
            pathlib.Path(name).write_text(text)
        answers = [answer(sources) for sources in CASES]
    path.write_text(json.dumps({"files": FILES, "answers": answers}, indent=1, ensure_ascii=False) + "\n")


main()
