import type { PageOptions } from '../page-options.ts';
import type { Backslashes } from './string-literal.ts';

/** What opens and closes what in a text, and what goes with it. */
export interface TemplateMarks {
  readonly block: readonly [string, string];
  readonly variable: readonly [string, string];
  readonly comment: readonly [string, string];
  readonly trimsBlocks: boolean;
  readonly stripsBefore: boolean;
  /** What backslashes mean in the strings of an output; in tags they are always escapes. */
  readonly inOutput: Backslashes;
  readonly newline: string;
}

export const valueMarks: TemplateMarks = marksOf({}, 'kept');

export function marksOf(options: PageOptions, inOutput: Backslashes): TemplateMarks {
  return {
    block: [options.block_start_string ?? '{%', options.block_end_string ?? '%}'],
    variable: [options.variable_start_string ?? '{{', options.variable_end_string ?? '}}'],
    comment: [options.comment_start_string ?? '{#', options.comment_end_string ?? '#}'],
    trimsBlocks: options.trim_blocks ?? true,
    stripsBefore: options.lstrip_blocks ?? false,
    inOutput,
    newline: options.newline_sequence ?? '\n',
  };
}
