/** Why a command can end before its work. By code: what it means, and after the first full stop what to do. */
export const troubleCodes = {
  ANSIBLE_CFG:
    'An ansible.cfg is not there, or asks for what rulerun does not do. Correct the path, or do what is said about each line.',
  VAULT_FILE: 'A file cannot be encrypted or decrypted, and is as it was. Do what the message says.',
  VAULT_PASSWORD:
    'A vault password could not be had. Name a file that holds it or a program that prints it, or say --ask-vault-pass.',
  CALENDAR: '--at is not a time that can be kept. Write it like "Sun 02:00", "Mon..Fri 22:30" or "daily".',
  CRONTAB: 'cron cannot keep this schedule. Leave --crontab out, or choose another time.',
  EXTRA_VARS: `-e cannot be read. Write -e name=value, -e '{"name": "value"}' or -e @file.yml.`,
  FILE_UNWRITABLE:
    'The cleaned rules cannot be written, and the file is as it was. Run it as a user who may write it.',
  JOURNAL_UNREADABLE:
    'The record of a run cannot be read on this machine. Become its owner, or check the disk.',
  JOURNAL_UNWRITABLE:
    'The record of a run could not be written on this machine. Make room on the disk; what was done lies on the hosts, and `rulerun rollback RUN` undoes it.',
  LIMIT_UNMATCHED: '--limit names no host of this run. Name one; `rulerun status RUN` lists them.',
  NOBODY_THERE:
    'A schedule cannot ask for a password. Use a key without a passphrase, and sudo without a password.',
  LOOKUP_UNKEPT:
    'A password that a template made with `lookup` cannot be kept in its file. Give a path that may be written.',
  NOTHING_RECORDED: 'The journal of a run holds no event. Choose another run from `rulerun history`.',
  NOTHING_TO_ROLL_BACK:
    'No host is recorded for this run. Choose one of `rulerun apply`; `rulerun history` lists them.',
  NOT_A_FILE: 'Standard input cannot be replaced in place. Name a file, or leave --in-place out.',
  NO_INVENTORY: 'The command needs an inventory. Name it with -i.',
  NO_SUCH_FILE: 'A file of rules is not there. Name a file, `-` for standard input, or hosts with -i.',
  NO_SUCH_NODE: 'No sandbox node has this name. Choose one; `rulerun sandbox status` lists them.',
  NO_SUCH_PLAN: 'The file is no plan that `savePlan` wrote. Correct its path.',
  NO_SUCH_PLAYBOOK: 'No playbook of this name comes with rulerun. Correct the name after `rulerun:`.',
  NO_SUCH_RUN: 'No run has this name, or several begin with it. Choose one; `rulerun history` lists them.',
  NO_SUCH_SCHEDULE: 'No schedule has this name. Choose one; `rulerun schedule list` lists them.',
  NO_TERMINAL: 'rulerun must ask, and there is no terminal. Say --yes, or run it in a terminal.',
  OWNER: '--owner does not name a chain and its owner. Write CHAIN=OWNER.',
  PLAN_ACTION:
    'A plan calls an action that is not known here. Pass in `actions` the one that the plan was made with.',
  PLAN_DAMAGED: 'A saved plan was cut off or edited. Make it again, with `rulerun plan --out` or `savePlan`.',
  PLAN_GROWS:
    'A plan of `savePlan` cannot follow what tasks add to the inventory. Apply the playbook, or a plan of `rulerun plan --out`.',
  PLAN_OPTIONS:
    'A saved plan is applied exactly as it was made. Leave the other options out, and repeat its -e.',
  PLAN_OUTDATED:
    'The playbook, the inventory or -e changed after a plan was saved. Look again, with `rulerun plan --out`.',
  PLAN_UNWRITABLE: 'A plan cannot be saved there. Name a file in a folder that you may write to.',
  PLAN_VERSION:
    'Another version of rulerun saved this plan. Make it again, with `rulerun plan --out` or `savePlan`.',
  RECORD_VERSION: 'Another version of rulerun recorded this run. Roll it back with that version.',
  REPORT_UNKNOWN:
    'The name of a report does not say its kind. End it in .html, .json or .xml, or name a folder.',
  REPORT_UNWRITABLE: 'A report cannot be written there. Name a file in a folder that you may write to.',
  RUN_IN_PROGRESS: 'Another rulerun works on this run. Wait until it has ended.',
  SANDBOX_IN_USE: 'Another rulerun has powered this sandbox node on. Wait until it has ended.',
  SCHEDULE: 'The options of a schedule do not go together. Do what the hint says.',
  SCHEDULE_DAMAGED:
    'A schedule was kept by another version of rulerun, or edited. Install it again with --replace.',
  SCHEDULE_RUNNING: 'The schedule is running already. Wait for it; a lock that names nobody can be removed.',
  STATE_UNREADABLE:
    'The folder of runs cannot be read. Become its owner, or choose another with --state-dir.',
  STATE_UNSAFE:
    'Others may write to the folder of runs. Run `chmod go-w` on it, or choose another with --state-dir.',
  STATE_UNWRITABLE: 'The folder of runs cannot be written. Make room, or choose another with --state-dir.',
  SYSTEMD: 'systemctl refused the units of a schedule. Look at them with --print, or use --crontab.',
  UNDER_NEWER_RUN:
    'Newer runs changed the same hosts. Roll those back first, or leave the hosts out with --limit.',
  UNITS_UNWRITABLE: 'The units of a schedule cannot be written. Use sudo, --user-units or --crontab.',
  UNIT_TAKEN:
    'A unit of this name is there already. Choose another name, or say --replace where it is yours.',
  UNTRUSTED_FILE:
    'Root would act on a file that another user may change. Look through it, and give it to root as the hint says.',
  USAGE: 'The command line names nothing to look at. Name files, or hosts with -i.',
  WINDOW_SHUT:
    'The maintenance window of a schedule is shut. Wait, or run it with `schedule run NAME --now`.',
};
