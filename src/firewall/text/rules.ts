/** A packet and a byte counter, as iptables-save writes them: 64 bit numbers. */
export interface Counters {
  readonly packets: bigint;
  readonly bytes: bigint;
}

/** One word of a rule, unquoted. */
export interface Word {
  readonly text: string;
  /** It stood in double quotes. iptables-restore forgets that: `"-j"` is an option all the same, and `"!"` negates. */
  readonly quoted: boolean;
}

/** One option of a rule with its values: `-p tcp`, `! -i docker0`, `--comment "x"`, `--tcp-flags SYN,ACK SYN`. */
export interface Option {
  /** As written: `-s`, `--source`, `--dport`. */
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** One rule of a chain. */
export interface Rule {
  readonly table: string;
  readonly chain: string;
  /** 1 is the first line of the text. */
  readonly line: number;
  /** How the line puts it into its chain: at the end, in front of another, or in another's place. */
  readonly command: '-A' | '-I' | '-R';
  /** The line as it stands, with counters in front, without its line end. */
  readonly text: string;
  readonly counters: Counters | undefined;
  /** All words but `-A CHAIN`, or `-I CHAIN NUMBER`. */
  readonly words: readonly Word[];
  readonly options: readonly Option[];
  /** What `-j` or `-g` names: a chain, or a target such as ACCEPT. Without one the rule only counts. */
  readonly target: string | undefined;
  /** The text of `-m comment --comment`, the last one when there are more. */
  readonly comment: string | undefined;
}

/** One `:CHAIN POLICY [packets:bytes]` line, or a line `-N CHAIN` or `-P CHAIN POLICY`. */
export interface Chain {
  readonly table: string;
  readonly name: string;
  /** `undefined` for a chain that is not built in: its line says `-`. */
  readonly policy: string | undefined;
  readonly counters: Counters | undefined;
  readonly line: number;
}

/** One `*table` … `COMMIT` of a text; a name may come more than once in a text. */
export interface Table {
  readonly name: string;
  readonly line: number;
  /** Those that are there when it is committed; of one that is declared twice what the last line says. */
  readonly chains: readonly Chain[];
  /** Those that are there when it is committed. The rules of one chain stand in the order in which a packet meets them. */
  readonly rules: readonly Rule[];
  /** Its lines do nothing but declare chains and add rules at their ends, so that their order is that of `rules`. */
  readonly inOrder: boolean;
}

/** What one line of the text is. */
export type LineContent =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'chain'; readonly chain: Chain }
  | { readonly kind: 'rule'; readonly rule: Rule }
  /** A line that adds no rule: `-D`, `-F`, `-N`, `-P`, `-X`, `-Z`. */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly chain: string | undefined;
      readonly rule: Rule;
    }
  | { readonly kind: 'commit' };

/** One line, lossless: `text` and `end` of all lines one after the other are the text that was read. */
export interface RulesLine {
  readonly number: number;
  readonly text: string;
  /** `''` only for a last line without a line end. */
  readonly end: '\n' | '';
  readonly content: LineContent;
}

/** The whole text that iptables-save, or an administrator, wrote: only what iptables-restore would take. */
export interface RulesText {
  readonly lines: readonly RulesLine[];
  readonly tables: readonly Table[];
}
