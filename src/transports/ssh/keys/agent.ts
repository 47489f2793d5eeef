import ssh2, {
  type BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';

/** A key that the agent can sign with. */
export interface AgentKey {
  readonly key: ParsedKey;
  /** Canonical base64. */
  readonly publicKey: string;
  /** What the user called it; may be empty. */
  readonly comment: string;
}

/** The keys in the agent, in its order. Rejects when it does not answer. */
export function listAgentKeys(socket: string): Promise<readonly AgentKey[]> {
  return new Promise((resolve, reject) => {
    ssh2.createAgent(socket).getIdentities((error, identities = []) => {
      if (error !== undefined && error !== null) return reject(error);
      resolve(identities.flatMap(agentKey));
    });
  });
}

/**
 * An agent that knows this key alone. It signs and nothing else: it offers no way to forward it, and it does not sign
 * with SHA-1.
 */
export function agentWith(socket: string, { key: only }: AgentKey): BaseAgent {
  const agent = ssh2.createAgent(socket);
  // ssh2 takes for an agent what descends from its BaseAgent, and calls these two alone.
  return Object.assign(Object.create(ssh2.BaseAgent.prototype), {
    getIdentities: (callback: IdentityCallback) => callback(undefined, [only]),
    sign: (key: ParsedKey, data: Buffer, options: SigningRequestOptions, callback: SignCallback) => {
      if (key.type !== 'ssh-rsa' || options.hash === 'sha256' || options.hash === 'sha512') {
        return agent.sign(key, data, options, callback);
      }
      callback(new Error('the host takes RSA signatures with SHA-1 alone'));
    },
  });
}

function agentKey(identity: unknown): readonly AgentKey[] {
  const key = ssh2.utils.parseKey(identity as ParsedKey);
  if (key instanceof Error) return [];
  return [{ key, publicKey: key.getPublicSSH().toString('base64'), comment: key.comment }];
}
