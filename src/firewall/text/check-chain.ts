import { isBuiltIn } from './built-in-chains.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import { doubtful, type Mistake, wrong } from './mistakes.ts';

const POLICIES: ReadonlySet<string> = new Set(['ACCEPT', 'DROP']);
const VERDICTS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN']);

/** What is wrong with the name of a chain. */
export function chainMistake(name: string): Mistake | undefined {
  if (exceedsBytes(name, LIMITS.chainBytes)) {
    const message = `the name of a chain has at most ${LIMITS.chainBytes} bytes`;
    return wrong('chain-too-long', message, 'shorten it, here and in the rules that name it');
  }
  if (VERDICTS.has(name)) {
    const message = `\`${name}\` is a verdict and cannot be the name of a chain`;
    return wrong('chain-is-verdict', message, 'choose another name');
  }
  if (!/^[-!]|[\v\f\r]/.test(name)) return undefined;
  const message = 'with nft the name of a chain cannot begin with `-` or `!`, nor hold white space';
  return doubtful('odd-chain-name', message, 'choose another name');
}

/** What is wrong with the policy of a chain; `-` is none. */
export function policyMistake(table: string, chain: string, policy: string): Mistake | undefined {
  if (policy === '-') return undefined;
  if (!isBuiltIn(table, chain)) {
    const message = `\`${chain}\` is not built into the table ${table}, so it has no policy: legacy refuses one, nft takes no notice of it`;
    const hint = `write \`:${chain} - [0:0]\` and put a rule at the end of the chain`;
    return doubtful('policy-of-user-chain', message, hint);
  }
  if (POLICIES.has(policy)) return undefined;
  const hint = 'write ACCEPT or DROP; to reject, add a rule `-j REJECT` at the end of the chain';
  return wrong('unknown-policy', `\`${policy}\` is no policy`, hint);
}
