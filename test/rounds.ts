/**
 * How much is tried of what is tried at random or over and over: 1 as the tests say, 10 ten times as often, 0.1 a tenth of
 * that. A failure that was found with many rounds is found again by its seed.
 */
const share = Number(process.env['RULERUN_ROUNDS'] ?? 1);

/** How many rounds of something to try where it is tried `usual` times by default; one at least. */
export function rounds(usual: number): number {
  return Math.max(1, Math.round(usual * share));
}
