"""Writes one line of JSON for each result, so that a test can compare what Ansible made of every task and item."""
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

    def _line(self, line):
        self.file.write(json.dumps(line, default=str) + "\n")
        self.file.flush()

    def _write(self, kind, result, item=False):
        told = result._result
        # A loop that met items has told of each; what it says of all of them is what is registered.
        if not item and told.get("results") and result._task.loop:
            return
        title, role = result.task_name, result._task._role
        prefix = "" if role is None else role.get_name() + " : "
        line = {
            "host": result._host.get_name(),
            "title": title if title.startswith(prefix) else prefix + title,
            "kind": kind,
            "ignored": kind == "failed" and bool(result._task_fields.get("ignore_errors")),
            "result": {key: value for key, value in told.items() if not key.startswith("_ansible")},
        }
        if item:
            line["item"] = told.get("_ansible_item_label", told.get(told.get("ansible_loop_var", "item")))
        self._line(line)

    def v2_runner_on_ok(self, result):
        self._write("changed" if result._result.get("changed") else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result)

    def v2_runner_on_skipped(self, result):
        self._write("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)

    def v2_runner_item_on_ok(self, result):
        self._write("changed" if result._result.get("changed") else "ok", result, item=True)

    def v2_runner_item_on_failed(self, result):
        self._write("failed", result, item=True)

    def v2_runner_item_on_skipped(self, result):
        self._write("skipped", result, item=True)

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            summary = stats.summarize(host)
            self._line({"recap": host, "rescued": summary["rescued"], "ignored": summary["ignored"]})
