import type { ScalarTag } from 'yaml';

/** Ansible knows both. */
const tags = ['!vault', '!vault-encrypted'] as const;

export function isVaultTag(tag: string | undefined): boolean {
  return tags.some((one) => one === tag);
}

/** For the parser: a text with one of them is text, and keeps its tag. */
export const vaultTags: ScalarTag[] = tags.map((tag) => ({ tag, resolve: (text) => text }));
