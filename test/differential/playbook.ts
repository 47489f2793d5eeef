import type { Case } from './case.ts';
import { type Job, PLACES } from './driver/job.ts';

/** What lies in the project of a case, by path. Both tools find the same, but for what a play says to rulerun alone. */
export function filesFor(wanted: Case, tool: Job['tool']): ReadonlyMap<string, string> {
  const own = tool === 'ansible' ? (text: string) => text : goingOn;
  const files = Object.entries(wanted.files ?? {}).map(
    ([path, text]) => [path, own(outdented(text))] as const,
  );
  const several = (wanted.hosts ?? 1) > 1 || wanted.inventory !== undefined;
  const connection = tool === 'rulerun' && several ? 'sandbox' : 'local';
  return new Map([
    ...files,
    ['site.yml', own(wanted.playbook === undefined ? playOf(wanted) : outdented(wanted.playbook))],
    [
      'hosts.ini',
      `${inventoryOf(wanted)}\n[all:vars]\nhere=${PLACES.host}\nansible_connection=${connection}\n`,
    ],
  ]);
}

/** Ansible leaves what a failed host has changed, and goes on with the others: here rulerun must, too. */
function goingOn(text: string): string {
  return text.replace(/^(- (?:name: .*\n {2})?)(?=hosts:)/gm, '$1on_failure: continue\n  ');
}

function playOf({ play = '', tasks = '', handlers }: Case): string {
  return [
    '- hosts: all\n  gather_facts: false\n',
    indented(play),
    tasks === '' ? '' : `  tasks:\n${indented(tasks)}`,
    handlers === undefined ? '' : `  handlers:\n${indented(handlers)}`,
  ].join('');
}

function inventoryOf({ hosts = 1, inventory }: Case): string {
  if (inventory !== undefined) return outdented(inventory);
  return Array.from({ length: hosts }, (_, index) => `node${index + 1}\n`).join('');
}

/** A text with its own indentation, two deep, without empty lines. */
function indented(text: string): string {
  const lines = outdented(text).split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => `  ${line}\n`)
    .join('');
}

/** A text that is written where it stands in a table: without the indentation, and the first line end. */
function outdented(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n');
  const margin = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  const moved = lines.map((line) => line.slice(margin)).join('\n');
  return moved.endsWith('\n') || moved === '' ? moved : `${moved}\n`;
}
