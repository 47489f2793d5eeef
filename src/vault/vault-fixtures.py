#!/usr/bin/env python3
"""Writes vault.fixtures.json with the real ansible-vault: what rulerun must be able to open."""
import json
import os
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PASSWORDS = {"default": "right", "dev": "other pass phrase", "script": "from a script"}
CASES = [
    ("the default password", b"hello: world\n", ["--vault-password-file", "default"]),
    ("a password with a name", b"hello: world\n", ["--vault-id", "dev@dev"]),
    ("nothing", b"", ["--vault-password-file", "default"]),
    ("a whole block", b"0123456789abcdef", ["--vault-password-file", "default"]),
    ("bytes that are no text", b"\0\377\200\n", ["--vault-password-file", "default"]),
    ("another language", "pässwörd: 密\n".encode(), ["--vault-id", "dev@dev"]),
    ("a password from a script", b"x\n", ["--vault-id", "script@script"]),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in ("default", "dev"):
            pathlib.Path(name).write_text(PASSWORDS[name] + "\n")
        script = pathlib.Path("script")
        script.write_text("#!/bin/sh\necho '%s'\n" % PASSWORDS["script"])
        script.chmod(0o755)
        cases = []
        for name, plain, options in CASES:
            target = pathlib.Path("target")
            target.write_bytes(plain)
            subprocess.run(["ansible-vault", "encrypt", *options, "target"], check=True, capture_output=True)
            cases.append({"name": name, "plainHex": plain.hex(), "text": target.read_text()})
        written = json.dumps({"passwords": PASSWORDS, "cases": cases}, indent=2, ensure_ascii=False)
        (HERE / "vault.fixtures.json").write_text(written + "\n")


main()
