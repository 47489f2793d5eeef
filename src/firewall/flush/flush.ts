import type { Hazard } from '../../model/playbook/hazard.ts';
import { type ShellCommand, shellCommands } from './shell-commands.ts';
import { withValues } from './shell-variables.ts';

/** @param command what empties chains of the running firewall; undefined: nothing does */
export function flushHazard(command: string | undefined): readonly Hazard[] {
  if (command === undefined) return [];
  return [
    {
      name: 'flush',
      why: `this empties chains of the running firewall: \`${command}\``,
      hint: 'neither Docker nor OpenShift notices lost rules: change single rules with `iptables -w`, or say `allow_flush: true`',
    },
  ];
}

const TABLES = /^ip6?tables(?:-legacy|-nft)?$/;
const RESTORE = /^ip6?tables(?:-legacy|-nft)?-restore$/;
/** Services that load or hold the host's firewall. */
const FIREWALLS = 'ip6?tables|firewalld|nftables|ufw|netfilter-persistent';
export const FIREWALL_UNIT: RegExp = new RegExp(`^(?:${FIREWALLS})\\.service$`);
/** Units and scripts that load a firewall, and take it away when they stop. */
const UNIT = new RegExp(`^(?:${FIREWALLS}|shorewall6?)(?:\\.service)?$`);
const SCRIPT = new RegExp(`^(?:${FIREWALLS}|ip6?tables\\.init|shorewall6?)$`);
const SERVICE = new Set(['service', 'rc-service', 'invoke-rc.d']);
const QUIET = new Set(['echo', 'printf', 'grep', 'egrep', 'fgrep', 'logger', 'which', 'type', 'man']);
/** Stopping iptables.service flushes every table, restarting stops it, and reloading replaces the tables of its file. */
const VERBS: ReadonlySet<string> = new Set([
  'stop',
  'restart',
  'try-restart',
  'condrestart',
  'reload',
  'reload-or-restart',
  'reload-or-try-restart',
  'force-reload',
  'panic',
]);

/**
 * The first command in a shell text that empties chains of the running firewall, or `undefined`. On a node of a cluster
 * nobody puts back what is lost then: Docker never looks, and OpenShift only after a while.
 *
 * It looks at literal text, and is a guard against accidents, not against somebody who hides what he does.
 */
export function flushIn(script: string | undefined): string | undefined {
  if (script === undefined) return undefined;
  return withValues(shellCommands(script)).find(flushes)?.join(' ');
}

/** The same for a command that is a list of words. */
export function flushInWords(words: ShellCommand): string | undefined {
  const inner = words
    .slice(1)
    .find((word, index) => /^-[a-z]*c$/.test(words[index] ?? '') && /\s/.test(word));
  if (inner !== undefined) return flushIn(inner);
  return flushes(words) ? words.join(' ') : undefined;
}

/** What systemd does to the firewall when it does `verb` to `unit`, or `undefined` when it does nothing to it. */
export function flushByUnit(verb: string, unit: string): string | undefined {
  return VERBS.has(verb) && UNIT.test(unit) ? `systemctl ${verb} ${unit}` : undefined;
}

function flushes(words: ShellCommand): boolean {
  if (QUIET.has(baseOf(words[0] ?? ''))) return false;
  // In a network of its own it is nobody's firewall.
  const isApart = words.some((word, index) => isOwnNetwork(word, words, index));
  if (isApart) return false;
  return words.some((word, index) => {
    const rest = words.slice(index + 1);
    return empties(baseOf(word), rest) || (isProgram(words, index) && isOfVariable(word, rest));
  });
}

/** Words behind which a program is named. */
const BEFORE: ReadonlySet<string> = new Set([
  'sudo',
  '-n',
  'env',
  'command',
  'exec',
  'do',
  'then',
  'else',
  '!',
  '{',
]);

function isProgram(words: ShellCommand, index: number): boolean {
  return index === 0 || BEFORE.has(words[index - 1] ?? '');
}

function isOwnNetwork(word: string, words: ShellCommand, index: number): boolean {
  if (baseOf(word) === 'netns' && words[index + 1] === 'exec') return true;
  return (
    baseOf(word) === 'unshare' && words.slice(index + 1).some((each) => /^(?:-[a-zA-Z]*n|--net)/.test(each))
  );
}

function empties(program: string, rest: ShellCommand): boolean {
  if (TABLES.test(program)) return hasFlushOption(rest) || VERBS.has(rest[0] ?? '');
  if (RESTORE.test(program))
    return !rest.some((word) => /^(?:-[a-zA-Z]*[nth]|--(?:noflush|test|help|version))/.test(word));
  if (program === 'nft') return rest.some((word, index) => isNftFlush(word, rest[index + 1]));
  if (program === 'systemctl') return stopsUnit(rest);
  const words = OTHERS.get(program);
  if (words !== undefined) return rest.some((word) => words.test(word));
  if (SERVICE.has(program)) return SCRIPT.test(rest[0] ?? '') && VERBS.has(rest[1] ?? '');
  return SCRIPT.test(program) && VERBS.has(rest[0] ?? '');
}

function stopsUnit(rest: ShellCommand): boolean {
  const isNow = rest.includes('--now') && rest.some((word) => word === 'disable' || word === 'mask');
  return (isNow || rest.some((word) => VERBS.has(word))) && rest.some((word) => UNIT.test(word));
}

/** What else empties the firewall, or loads it anew, and by which of its words. */
const OTHERS: ReadonlyMap<string, RegExp> = new Map([
  ['firewall-cmd', /^--(?:reload|complete-reload|panic-on)$/],
  ['ufw', /^(?:disable|reload|reset)$/],
  ['netfilter-persistent', /^(?:stop|flush|reload|restart)$/],
  ['ipset', /^(?:destroy|flush|restore|-X|-F|-R|--destroy|--flush|--restore)$/],
  ['shorewall', /^(?:stop|clear|reload|restart)$/],
  ['csf', /^(?:-f|--stop|-x|--disable|-r|--restart)$/],
]);

/** `$I -t nat -F`, of a variable with a value from elsewhere: nothing else but iptables takes just these words. */
function isOfVariable(program: string, rest: ShellCommand): boolean {
  return (
    /^\$(?:\w+|\{\w+\})$/.test(program) &&
    /^(?:-w(?: \d+)? |-t ?\S+ )*(?:-F|-X|--flush|--delete-chain)(?: [A-Z][\w-]*)?(?: -w| -t ?\S+)*$/.test(
      rest.join(' '),
    )
  );
}

function hasFlushOption(rest: ShellCommand): boolean {
  return rest.some((word, index) => {
    const before = rest[index - 1];
    if (before === '--comment' || before === '--log-prefix') return false;
    return /^(?:-[nvx]*[FX]|--fl|--delete-c)/.test(word);
  });
}

function isNftFlush(word: string, next: string | undefined): boolean {
  if (word === 'flush') return ['ruleset', 'table', 'chain'].includes(next ?? '');
  return (word === 'delete' || word === 'destroy') && ['table', 'chain'].includes(next ?? '');
}

function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
