import type { JsonObject } from '../../model/values/json.ts';
import type { Probe } from '../probe.ts';

/** What a task may say of how facts are gathered. */
export interface FactSettings {
  /** Where the host keeps facts of its own. */
  readonly factPath: string;
  /** How long one thing that may hang, such as a mount of another machine, is waited for. */
  readonly limitSeconds: number;
}

/** Facts that come of one question. */
export interface FactGroup {
  readonly name: string;
  /** The words of `gather_subset` that ask for it, beside `all`. */
  readonly subsets: readonly string[];
  /** The facts it may tell, without `ansible_` before them. */
  readonly names: readonly string[];
  /** It also tells facts that are named after what the host has, such as its network interfaces. */
  readonly open?: true;
  /** Groups that are told along with it where it is asked for by a word. */
  readonly brings?: readonly string[];
  readonly ask: (settings: FactSettings) => Probe<JsonObject>;
}

/** Names as one text, with blanks between them. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
