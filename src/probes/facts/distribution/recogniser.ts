import type { Guess, ReleaseFiles } from './guess.ts';

/** What a file says beside what was guessed; every value is a text. */
export type DistributionFacts = Readonly<Record<string, string>>;

/** How a file tells which distribution this is. */
export interface Recogniser {
  readonly path: string;
  /** What the file is one of: Ansible's `distribution_file_variety`. */
  readonly variety: string;
  /** That there is such a file is enough, be it empty. */
  readonly suffices?: true;
  /** `undefined`: the file is about something else. */
  readonly read: (text: string, guess: Guess, content: ReleaseFiles) => DistributionFacts | undefined;
}

/** The value that stands in double quotes behind a name. */
export function quotedIn(name: string, text: string): string | undefined {
  return new RegExp(`${name}="(.*)"`).exec(text)?.[1];
}

/** A fact, where it has a value. */
export function given(name: string, value: string | undefined): DistributionFacts {
  return value === undefined ? {} : { [name]: value };
}
