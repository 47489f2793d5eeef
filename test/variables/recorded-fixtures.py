#!/usr/bin/python3
"""Asks ansible-playbook what the playbooks in recorded/ print, and writes it into expected.json beside each.

    /usr/bin/python3 test/variables/recorded-fixtures.py [NAME]

Each folder has hosts and p.yml; what counts is each text that a debug task prints between < and >, host by host.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

PLACE = pathlib.Path(__file__).resolve().with_name("recorded")


def printed(folder):
    words = json.loads((folder / "args.json").read_text()) if (folder / "args.json").exists() else []
    said = subprocess.run(
        ["/usr/bin/ansible-playbook", "-i", "hosts", "p.yml", *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "ANSIBLE_STDOUT_CALLBACK": "default", "ANSIBLE_LOCALHOST_WARNING": "false"},
        capture_output=True,
        text=True,
    )
    hosts = {}
    for host, message in re.findall(r'ok: \[(\S+)\](?: => \(item=.*?\))? => \{\s*"msg": "(<.*?>)"\s*\}', said.stdout, re.S):
        hosts.setdefault(host, []).append(json.loads(f'"{message}"'))
    if "-v" in sys.argv:
        print(said.stdout, said.stderr)
    return {"exit": said.returncode, "printed": hosts}


for folder in sorted(PLACE.iterdir()):
    if len(sys.argv) < 2 or folder.name in sys.argv:
        text = json.dumps(printed(folder), indent=1, ensure_ascii=False)
        (folder / "expected.json").write_text(text + "\n")
