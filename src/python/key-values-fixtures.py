#!/usr/bin/python3
"""Writes key-values.fixtures.json: what ansible-core makes of texts such as `a=1 b="two words"`, and whether words
without a name are in them.

    /usr/bin/python3 src/python/key-values-fixtures.py

Written with ansible-core 2.14.18. The seed is fixed: the same random texts every time.
"""

import json
import pathlib
import random

from ansible.errors import AnsibleError
from ansible.parsing.splitter import parse_kv

TEXTS = [
    "a=1", "a=1 b=2", "a=1   b=2  ", "a='x y' b=\"p q\"", "a=\"it's\"", "a='say \"hi\"'", "a=", "a= b=2", "a==b",
    "a=b=c", "url=http://x/?y=z", "a=\"x=y z=w\"", "a=x\\=y", "word", "word a=1", "a=1 word", "a={{ x }}",
    "a={{ x | default('y z') }} b=2", "a=\"{{ x }} {{ y }}\"", "a={{ x }}-{{ y }}/z", "a={% if x %}1 2{% endif %}",
    "a={# no thing #}b", "a={{ {'k': 'v w'} }}", "a=x'y'z", "a=x'y z'w", "a='x'y", "a='x''y'", "a=\"\"", "a=''",
    "a='", "a=\"x", "a={{ x", "a={{ 'x' b=2", "a='x\\'y'", "a=\"x\\\"y z\"", "a=x\\ny", "a=\"x\\ty z\"", "a=\\x41", "a=\\u00e9",
    "a=\\101", "a=\\q", "a=C:\\temp", "a=x\\\\y", "a=#x", "a=1 # b=2", "a=1\nb=2", "a='x\ny'", "a=yes b=1.0 c=null d=[1,2] e={}",
    "ä=ö", "a-b=1", "a.b=1", "1=2", "a=$HOME", "a=~/x", "a=`x`", "a=*", "a='x' 'y'=1", "'a'=1", "'a b'=1", "a=x;b=y",
    "a={'k':1}", "a=[1, 2]", "a=\"[1, 2]\"", "a='{\"k\": 1}'", "a=1\tb=2", "a=}}", "a={{ x }}}}", "a={{{x}}}", "a=1,b=2", "a= 'x y'",
]

PARTS = ["a=", "b=", "x", "y z", " ", "  ", "'", '"', "'p q'", "{{ x y }}", "{{ ", "=", "\\n", "1", " c=", "\\t"]
RANDOM = random.Random(1)


def answer(text):
    try:
        found = parse_kv(text)
    except AnsibleError:
        return {"text": text, "error": True}
    bare = found.pop("_raw_params", None) is not None
    return {"text": text, "pairs": found, **({"words": True} if bare else {})}


def main():
    texts = TEXTS + ["".join(RANDOM.choice(PARTS) for _ in range(RANDOM.randint(2, 9))).strip() for _ in range(600)]
    answers = [answer(text) for text in dict.fromkeys(texts) if text.strip()]
    path = pathlib.Path(__file__).with_name("key-values.fixtures.json")
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in answers)
    path.write_text(f"[\n{lines}\n]\n")


main()
