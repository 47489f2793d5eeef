import { isBuiltIn } from './built-in-chains.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import type { Mistake } from './mistakes.ts';

const POLICIES: ReadonlySet<string> = new Set(['ACCEPT', 'DROP']);
const VERDICTS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'QUEUE', 'RETURN']);

/** A mistake, and whether every iptables-restore refuses it. */
export interface ChainMistake extends Mistake {
  readonly severity: 'error' | 'warning';
}

/** What is wrong with the name of a chain. */
export function chainMistake(name: string): ChainMistake | undefined {
  if (exceedsBytes(name, LIMITS.chainBytes)) {
    const message = `the name of a chain has at most ${LIMITS.chainBytes} bytes`;
    return {
      severity: 'error',
      code: 'chain-too-long',
      message,
      hint: 'shorten it, here and in the rules that name it',
    };
  }
  if (VERDICTS.has(name)) {
    const message = `\`${name}\` is a verdict and cannot be the name of a chain`;
    return { severity: 'error', code: 'chain-is-verdict', message, hint: 'choose another name' };
  }
  if (!/^[-!]|[\v\f\r]/.test(name)) return undefined;
  const message = 'with nft the name of a chain cannot begin with `-` or `!`, nor hold white space';
  return { severity: 'warning', code: 'odd-chain-name', message, hint: 'choose another name' };
}

/** What is wrong with the policy of a chain; `-` is none. */
export function policyMistake(table: string, chain: string, policy: string): ChainMistake | undefined {
  if (policy === '-') return undefined;
  if (!isBuiltIn(table, chain)) {
    const message = `\`${chain}\` is not built into the table ${table}, so it has no policy: legacy refuses one, nft takes no notice of it`;
    return {
      severity: 'warning',
      code: 'policy-of-user-chain',
      message,
      hint: `write \`:${chain} - [0:0]\` and put a rule at the end of the chain`,
    };
  }
  if (POLICIES.has(policy)) return undefined;
  const message = `\`${policy}\` is no policy`;
  return {
    severity: 'error',
    code: 'unknown-policy',
    message,
    hint: 'write ACCEPT or DROP; to reject, add a rule `-j REJECT` at the end of the chain',
  };
}
