#!/usr/bin/python3
"""Records what Ansible takes from texts of an ansible.cfg: writes ansible-cfg.fixtures.json beside itself.

Written with ansible-core 2.14.18. The file lies in FOLDER, and the home is /home/ann.
"""
import json
import os
import subprocess
import tempfile

TEXTS = [
    "",
    "[defaults]\ninventory = hosts\n",
    "[defaults]\ninventory = hosts, more/x,/abs\n",
    "[defaults]\ninventory = ~/hosts\nroles_path = roles:~/r:$SITE/q:${SITE}/p:/abs:../up\n",
    "[defaults]\nroles_path = {{CWD}}/roles\n",
    "[defaults]\ncollections_path = c:/d\n",
    "[defaults]\ncollections_paths = c\n",
    "[defaults]\nremote_user = bob ; who logs in\nforks = 7\ntimeout: 3\n",
    "[defaults]\nremote_user = \"bob\"\nprivate_key_file = keys/k\n",
    "[defaults]\nREMOTE_USER=bob;no comment\n",
    "[defaults]\n# remote_user = eve\n; remote_user = eve\nremote_user = al#ice\n",
    "[defaults]\nremote_user = 100%%sure\n",
    "[defaults]\nroles_path = a:\n  b\n",
    "[DEFAULT]\nremote_user = all\n[defaults]\nforks = 9\n",
    "[ssh_connection]\nremote_user = bob\n",
    "[defaults]\nvault_identity_list = dev@pw, prod@prompt\nvault_password_file = pw\n",
    "[privilege_escalation]\nbecome = yes\nbecome_user = eve\nbecome_ask_pass = True\n",
    "[privilege_escalation]\nbecome = off\n",
    "[privilege_escalation]\nbecome = perhaps\n",
    "[defaults]\nbecome = yes\n",
    "[defaults]\nask_pass = 1\nask_vault_pass = t\n",
    "[tags]\nrun = a, b\nskip = \"c\"\n[diff]\nalways = on\n",
]

NAMES = {
    "DEFAULT_HOST_LIST": "inventory",
    "DEFAULT_ROLES_PATH": "rolesPath",
    "COLLECTIONS_PATHS": "collectionsPath",
    "DEFAULT_REMOTE_USER": "user",
    "DEFAULT_PRIVATE_KEY_FILE": "privateKey",
    "DEFAULT_FORKS": "forks",
    "DEFAULT_TIMEOUT": "timeout",
    "DEFAULT_VAULT_IDENTITY_LIST": "vaultId",
    "DEFAULT_VAULT_PASSWORD_FILE": "vaultPasswordFile",
    "DEFAULT_BECOME": "become",
    "DEFAULT_BECOME_USER": "becomeUser",
    "DEFAULT_BECOME_ASK_PASS": "askBecomePass",
    "DEFAULT_ASK_PASS": "askPass",
    "DEFAULT_ASK_VAULT_PASS": "askVaultPass",
    "TAGS_RUN": "tags",
    "TAGS_SKIP": "skipTags",
    "DIFF_ALWAYS": "diff",
}


def answer(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "ansible.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        environment = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "HOME": "/home/ann",
            "ANSIBLE_HOME": folder + "/own",
            "SITE": "/site",
            "ANSIBLE_CONFIG": path,
        }
        dumped = subprocess.run(
            ["ansible-config", "dump", "--only-changed", "--format", "json"],
            env=environment, cwd="/usr", check=True, capture_output=True, text=True,
        ).stdout
        changed = json.loads(dumped.replace(folder, "FOLDER"))
    found = {one["name"]: one["value"] for one in changed if isinstance(one, dict) and "name" in one}
    return {NAMES[name]: value for name, value in sorted(found.items()) if name in NAMES}


def main():
    recorded = [{"text": text, "options": answer(text)} for text in TEXTS]
    target = os.path.splitext(os.path.abspath(__file__))[0].replace("-fixtures", "") + ".fixtures.json"
    with open(target, "w", encoding="utf-8") as file:
        json.dump(recorded, file, indent=2)
        file.write("\n")


main()
