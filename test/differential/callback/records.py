"""Writes one line of JSON for each result, so that a test can compare what Ansible made of every task."""
import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: records
    type: stdout
    short_description: one line of JSON for each result
    description: one line of JSON for each result
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "records"

    def __init__(self):
        super().__init__()
        self.file = open(os.environ["RULERUN_RECORDS"], "w", encoding="utf-8")

    def _write(self, kind, result, ignored=False):
        line = {
            "host": result._host.get_name(),
            "title": result.task_name,
            "kind": kind,
            "ignored": ignored,
            "result": {key: value for key, value in result._result.items() if not key.startswith("_ansible")},
        }
        self.file.write(json.dumps(line, default=str) + "\n")
        self.file.flush()

    def v2_runner_on_ok(self, result):
        self._write("changed" if result._result.get("changed") else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result, bool(ignore_errors))

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)
