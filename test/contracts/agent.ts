import { createServer } from 'node:net';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import { testFolder } from './in-process-sshd.ts';

export interface TestAgent extends AsyncDisposable {
  readonly socket: string;
}

/** An agent that holds these private keys, each under the name given. */
export async function startAgent(privateKeys: Readonly<Record<string, string>>): Promise<TestAgent> {
  const folder = testFolder();
  const socket = join(folder.path, 'agent');
  const keys = Object.entries(privateKeys).map(([comment, text]) => named(comment, text));
  const server = createServer((connection) => {
    const protocol = new ssh2.AgentProtocol(false);
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [...keys]));
    protocol.on('sign', (request, wanted: ParsedKey, data: Buffer, options: { hash?: string }) => {
      const key = keys.find((each) => each.getPublicSSH().equals(wanted.getPublicSSH()));
      const signature = key?.sign(data, options.hash);
      if (signature === undefined || signature instanceof Error) protocol.failureReply(request);
      else protocol.signReply(request, signature);
    });
    connection.on('error', () => {});
    connection.pipe(protocol).pipe(connection);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      folder[Symbol.dispose]();
    },
  };
}

function named(comment: string, text: string): ParsedKey {
  const [key] = [ssh2.utils.parseKey(text)].flat();
  if (key === undefined || key instanceof Error) throw key;
  key.comment = comment;
  return key;
}
