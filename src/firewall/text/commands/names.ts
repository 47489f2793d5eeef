/** The rule's own words beside a command: always, never, or unless a number names the rule. */
export type RuleBeside = 'always' | 'never' | 'unless-numbered';

/** The commands that are read with their meaning. */
const READ: ReadonlyMap<string, RuleBeside> = new Map([
  ['-A', 'always'],
  ['-I', 'always'],
  ['-R', 'always'],
  ['-D', 'unless-numbered'],
  ['-N', 'never'],
  ['-X', 'never'],
  ['-F', 'never'],
  ['-Z', 'never'],
  ['-P', 'never'],
]);

/** iptables-restore takes them all the same; why they have no place in a text, and what to write. */
const WITHOUT_MEANING: ReadonlyMap<string, string> = new Map([
  ['-C', 'it changes nothing: remove the line'],
  ['-L', 'it only prints: remove the line'],
  ['-S', 'it only prints: remove the line'],
  ['-E', 'nft refuses it: write the new name where the chain is declared and in the rules that name it'],
]);

/** By the short name. */
export function isCommand(name: string): boolean {
  return READ.has(name) || WITHOUT_MEANING.has(name);
}

/** `undefined` for a command that is not read. */
export function ruleBeside(name: string): RuleBeside | undefined {
  return READ.get(name);
}

/** What to write instead of a command that is not read. */
export function insteadOf(name: string): string {
  return WITHOUT_MEANING.get(name) ?? 'remove the line';
}

/** Puts a rule into a chain. */
export function addsRule(name: string): boolean {
  return name === '-A' || name === '-I' || name === '-R';
}

/** Names a rule, and so the directions that its packets can have. */
export function placesRule(name: string): boolean {
  return addsRule(name) || name === '-D';
}
