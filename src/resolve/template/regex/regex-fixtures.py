#!/usr/bin/python3
"""Writes regex.fixtures.json: where Python's `re` finds random patterns in random texts, groups included.

    /usr/bin/python3 src/resolve/template/regex/regex-fixtures.py

Written with Python 3.11. The seed is fixed: the same patterns every time.
"""

import json
import pathlib
import random
import re

RANDOM = random.Random(1)
ATOMS = ["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\s"]
EDGES = [r"\b", r"\B", "^", "$", r"\A", r"\Z", "(?=a)", "(?!b)", "(?<=a)", "(?<!c)", "(?=a*b)", "(?!.*c)"]
REPEATS = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{,2}"]


def part(depth):
    kind = RANDOM.random()
    if kind < 0.15:
        return RANDOM.choice(EDGES)
    if kind < 0.65 or depth == 0:
        return RANDOM.choice(ATOMS) + RANDOM.choice(REPEATS)
    opening = RANDOM.choice(["(", "(", "(?:"])
    return opening + tree(depth - 1) + ")" + RANDOM.choice(REPEATS)


def tree(depth):
    options = ["".join(part(depth) for _ in range(RANDOM.randint(0 if depth < 3 else 1, 3))) for _ in range(RANDOM.choice([1, 1, 1, 2, 3]))]
    return "|".join(options)


def main():
    cases = []
    while len(cases) < 1500:
        pattern = tree(3)
        text = "".join(RANDOM.choice("aaabbc \n") for _ in range(RANDOM.randint(0, 12)))
        try:
            compiled = re.compile(pattern)
        except re.error:
            continue
        spans = [[list(match.span(group)) for group in range(compiled.groups + 1)] for match in compiled.finditer(text)]
        cases.append([pattern, text, spans])
    target = pathlib.Path(__file__).resolve().with_name("regex.fixtures.json")
    lines = ",\n".join(json.dumps(case) for case in cases)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases")


main()
