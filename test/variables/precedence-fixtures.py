#!/usr/bin/python3
"""Asks ansible-playbook which of two layers wins, for every pair of the layers that rulerun has.

    /usr/bin/python3 test/variables/precedence-fixtures.py

Writes precedence/: an inventory and a playbook in which every pair of layers gives one variable a value each, the layer's
own name, and expected.json with what ansible-core 2.14.18 prints of each variable.
"""

import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess

LAYERS = [
    "inventory group vars",
    "inventory group_vars/all",
    "playbook group_vars/all",
    "inventory group_vars/*",
    "playbook group_vars/*",
    "inventory host vars",
    "inventory host_vars/*",
    "playbook host_vars/*",
    "play vars",
    "play vars_prompt",
    "play vars_files",
    "task vars",
    "set_facts / registered vars",
    "extra vars",
]
PLACE = pathlib.Path(__file__).resolve().with_name("precedence")


def variables_of(layer):
    mine = LAYERS.index(layer)
    return [f"v_{min(mine, other)}_{max(mine, other)}" for other in range(len(LAYERS)) if other != mine]


def mapping(layer):
    return json.dumps({name: layer for name in variables_of(layer)}, indent=1) + "\n"


def write(path, text):
    file = PLACE / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def main():
    shutil.rmtree(PLACE, ignore_errors=True)
    words = " ".join(f"{name}={json.dumps('inventory host vars')}" for name in variables_of("inventory host vars"))
    lines = "\n".join(f"{name}=inventory group vars" for name in variables_of("inventory group vars"))
    write("inv/hosts", f"[web]\nh1 ansible_connection=local {words}\n\n[web:vars]\n{lines}\n")
    for beside, folder in [("inventory", "inv"), ("playbook", "play")]:
        write(f"{folder}/group_vars/all.yml", mapping(f"{beside} group_vars/all"))
        write(f"{folder}/group_vars/web.yml", mapping(f"{beside} group_vars/*"))
        write(f"{folder}/host_vars/h1.yml", mapping(f"{beside} host_vars/*"))
    write("play/file.yml", mapping("play vars_files"))
    write("extra.json", mapping("extra vars"))
    names = [f"v_{low}_{high}" for low, high in itertools.combinations(range(len(LAYERS)), 2)]
    registered = "set_facts / registered vars"
    prompts = [{"name": name, "default": "play vars_prompt", "private": False} for name in variables_of("play vars_prompt")]
    notes = [{"debug": {"msg": registered}, "register": name} for name in variables_of(registered)]
    shown = {
        "debug": {"msg": "".join(f"<{name} is {{{{ {name}.msg | default({name}) }}}}>" for name in names)},
        "vars": {name: "task vars" for name in variables_of("task vars")},
    }
    play = {
        "hosts": "web",
        "gather_facts": False,
        "vars": {name: "play vars" for name in variables_of("play vars")},
        "vars_prompt": prompts,
        "vars_files": ["file.yml"],
        "tasks": [*notes, shown],
    }
    write("play/p.yml", json.dumps([play], indent=1) + "\n")
    answer = subprocess.run(
        ["ansible-playbook", "-i", "inv/hosts", "play/p.yml", "-e", "@extra.json"],
        cwd=PLACE,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "ANSIBLE_LOCAL_TEMP": "/tmp/ansible-precedence"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(re.findall(r"<(v_\d+_\d+) is ([^>]*)>", answer.stdout))
    assert sorted(found) == sorted(names), answer.stdout[-2000:]
    pairs = [
        {"variable": name, "given": [LAYERS[int(index)] for index in name.split("_")[1:]], "winner": found[name]} for name in names
    ]
    write("expected.json", json.dumps(pairs, indent=1) + "\n")


main()
