#!/usr/bin/python3
"""Writes regex.fixtures.json: where Python's `re` finds random patterns in random texts, groups included.

    /usr/bin/python3 src/python/regex/regex-fixtures.py

Written with Python 3.11. The seed is fixed: the same patterns every time. Loops around what can match nothing are left
out: Python may take another round of nothing there, which moves what their groups captured.
"""

import json
import pathlib
import random
import re
import signal

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
    inner = tree(depth - 1)
    can_match_nothing = re._parser.parse(inner).getwidth()[0] == 0
    repeat = RANDOM.choice(["", "?"]) if can_match_nothing else RANDOM.choice(REPEATS)
    return RANDOM.choice(["(", "(", "(?:"]) + inner + ")" + repeat


def tree(depth):
    least = 0 if depth < 2 else 1
    options = RANDOM.choice([1, 1, 1, 2, 3])
    return "|".join("".join(part(depth) for _ in range(RANDOM.randint(least, 3))) for _ in range(options))


class TooSlow(Exception):
    pass


def give_up(_signal, _frame):
    raise TooSlow


def spans_of(compiled, text):
    """Python's matcher can run for hours even on these; such patterns are left out."""
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        return [[list(match.span(group)) for group in range(compiled.groups + 1)] for match in compiled.finditer(text)]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main():
    signal.signal(signal.SIGALRM, give_up)
    cases = []
    while len(cases) < 1000:
        pattern = tree(2)
        text = "".join(RANDOM.choice("aaabbc \n") for _ in range(RANDOM.randint(0, 12)))
        try:
            cases.append([pattern, text, spans_of(re.compile(pattern), text)])
        except (re.error, TooSlow):
            continue
    target = pathlib.Path(__file__).resolve().with_name("regex.fixtures.json")
    lines = ",\n".join(json.dumps(case) for case in cases)
    target.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(cases)} cases")


main()
