#!/usr/bin/python3
"""Writes names-of-ansible.json: every filter, test, lookup and function that ansible-core and Jinja2 have.

    /usr/bin/python3 src/python/template/names-of-ansible.py

Written with ansible-core 2.14 and Jinja2 3.1.
"""

import json
import pathlib

import ansible.plugins.lookup
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import filter_loader, test_loader
from ansible.template import Templar
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_TESTS


def short(names):
    return {name.rsplit(".", 1)[-1] for name in names}


def main():
    lookups = pathlib.Path(ansible.plugins.lookup.__file__).parent.glob("*.py")
    functions = {"lookup", "query", "q", "now", "finalize", "omit", "undef"}
    document = {
        "filters": sorted(short(one.ansible_name for one in filter_loader.all()) | set(DEFAULT_FILTERS)),
        "tests": sorted(short(one.ansible_name for one in test_loader.all()) | set(DEFAULT_TESTS)),
        "lookups": sorted(path.stem for path in lookups if path.stem != "__init__"),
        "functions": sorted(set(Templar(DataLoader()).environment.globals) | functions),
    }
    target = pathlib.Path(__file__).resolve().with_suffix(".json")
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print({kind: len(names) for kind, names in document.items()})


main()
