import { type ShellCommand, shellCommands } from './shell-commands.ts';

/** What to do instead of a flush. */
export const FLUSH_HINT: string =
  'neither Docker nor OpenShift notices lost rules: change single rules with `iptables -w`, or say `allow_flush: true`';

const TABLES = /^ip6?tables(?:-legacy|-nft)?$/;
const RESTORE = /^ip6?tables(?:-legacy|-nft)?-restore$/;
const UNIT = /^ip6?tables(?:\.service)?$/;
const SCRIPT = /^ip6?tables(?:\.init)?$/;
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
export function flushIn(script: string): string | undefined {
  return shellCommands(script).find(flushes)?.join(' ');
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
  return !isApart && words.some((word, index) => empties(baseOf(word), words.slice(index + 1)));
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
  if (program === 'systemctl') {
    const isNow = rest.includes('--now') && rest.some((word) => word === 'disable' || word === 'mask');
    return (isNow || rest.some((word) => VERBS.has(word))) && rest.some((word) => UNIT.test(word));
  }
  if (program === 'service') return SCRIPT.test(rest[0] ?? '') && VERBS.has(rest[1] ?? '');
  return SCRIPT.test(program) && VERBS.has(rest[0] ?? '');
}

function hasFlushOption(rest: ShellCommand): boolean {
  return rest.some((word, index) => {
    const before = rest[index - 1];
    if (before === '--comment' || before === '--log-prefix') return false;
    return /^(?:-[FX]|--fl|--delete-c)/.test(word);
  });
}

function isNftFlush(word: string, next: string | undefined): boolean {
  if (word === 'flush') return ['ruleset', 'table', 'chain'].includes(next ?? '');
  return word === 'delete' && ['table', 'chain'].includes(next ?? '');
}

function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
