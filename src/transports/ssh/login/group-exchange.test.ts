import { createDiffieHellmanGroup } from 'node:crypto';
import { expect, test } from 'vitest';
import { startInProcess } from '../../../../test/contracts/in-process-sshd.ts';
import { listen } from '../../../../test/contracts/odd-ports.ts';
import { failureOfAddress } from '../../../../test/contracts/ssh-contract.ts';
import { groupWith } from './group-exchange.ts';

/** A safe prime of 3,072 bits that no standard names, from the moduli of Debian's OpenSSH. */
const prime = Buffer.from(
  'C60003BD3BEA8A30306CD503D00EFB4ED2BF6A45DEA568495ABAF8D2D53A1E0BA1D2C2D3648219C03F47CD52B677D723' +
    '16114A3882A8A3EB62C4F002DB326C27811A36E332D121EE420DDDF830741F14AA96AC0D2AEB5A80BF31CD18D4E3C02A' +
    '22BD1986A906EEC3D635669FF26DD25A73FD7650666B101D6C42B0A58D96331E0666C990B56E4F0A5649C76FC7BA599A' +
    '6DBE245F3A2F16AA4A9216B3AFAA93FE40BBB1149A657C934EC408C063B7130027EF7624C721931FECB563EF32C68E9C' +
    '275A6A9F8BBF5428CBAED0987CD0EB4BF1BF7AC6F33C37FD88C7A026ABD735F0CD7395A4A22DB22B26C78823FB3BDC98' +
    '150A82573259E64F407A2B3C017D2E9933E64EF5DDABDD3E748D507D21FF4F7B3450F2640E51DF3993B067DB952F8CD1' +
    '79BE389000934363E209ACF6235D1E9D07D3B0E865C4F9EA6EEB91D2B46B8032B2A3890E4DCA5905E269BD5BF2810548' +
    '243F13FB13691E5346533538503C9CAA0E56DBE759C182BD04663461B435B8D7A20D69DE33D98AFAA302B86A40451D63',
  'hex',
);
const two = Buffer.of(2);

test('both sides of a group of ours come to the same secret', () => {
  const one = groupWith(prime, two);
  const other = groupWith(prime, two);
  const secret = one.group.computeSecret(other.publicKey);
  expect(secret).toEqual(other.group.computeSecret(one.publicKey));
  expect(one.publicKey).not.toEqual(other.publicKey);
});

test('so does a side that computes as ssh2 would', () => {
  const theirs = createDiffieHellmanGroup('modp14');
  const publicKey = theirs.generateKeys();
  const ours = groupWith(theirs.getPrime(), theirs.getGenerator());
  expect(ours.group.computeSecret(publicKey)).toEqual(theirs.computeSecret(ours.publicKey));
});

test.for([
  ['nothing', Buffer.alloc(0)],
  ['one', Buffer.of(1)],
  ['the prime itself', prime],
  [
    'the last number of the group',
    Buffer.concat([prime.subarray(0, -1), Buffer.of((prime.at(-1) ?? 0) - 1)]),
  ],
] as const)('a public key that gives the secret away is refused: %s', ([, publicKey]) => {
  const { group } = groupWith(prime, two);
  expect(() => group.computeSecret(publicKey)).toThrow();
});

const kexinit = 20;
const gexGroup = 31;
const gexInit = 32;
const gexRequest = 34;

test('a host with groups of its own is asked for one as strong as curve25519, and takes what it chose', async () => {
  const [request, init] = await packetsTo(prime, [gexRequest, gexInit]);
  expect([1, 5, 9].map((at) => request?.readUInt32BE(at))).toEqual([2048, 3072, 8192]);
  // A number of the group, as long as its prime or a little less.
  expect(init?.readUInt32BE(1)).toBeGreaterThan(370);
});

test.for([
  ['a short prime', prime.subarray(0, 128), 'the host chose a group of 1024 bits'],
  ['an endless prime', Buffer.alloc(20_000, 0xff), 'the host chose a group of 160000 bits'],
  ['no prime', Buffer.alloc(0), 'the host chose a group of 0 bits'],
  [
    'an even number',
    Buffer.concat([prime.subarray(0, -1), two]),
    'the SSH handshake with SSH-2.0-Chooser failed',
  ],
] as const)('a host that chooses %s is refused in words', async ([, chosen, words]) => {
  await using host = await startInProcess();
  await using chooser = await listen((socket) => chooseFor(socket, chosen, () => {}));
  const failure = await failureOfAddress(host.address({ port: chooser.port }));
  expect(failure).toMatchObject({ kind: 'unreachable', cause: expect.stringContaining(words) });
});

/** The packets of those types that a host gets from us which chooses that prime. */
async function packetsTo(chosen: Buffer, types: readonly number[]): Promise<readonly (Buffer | undefined)[]> {
  await using host = await startInProcess();
  const heard = new Map<number, Buffer>();
  await using chooser = await listen((socket) =>
    chooseFor(socket, chosen, (packet) => {
      heard.set(packet[0] ?? 0, packet);
      if (packet[0] === gexInit) socket.destroy();
    }),
  );
  await failureOfAddress(host.address({ port: chooser.port }));
  return types.map((type) => heard.get(type));
}

interface Wire {
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  write(bytes: Buffer): unknown;
}

/** A host that offers group exchange alone and chooses that prime. All of it is said in the clear. */
function chooseFor(socket: Wire, chosen: Buffer, hear: (packet: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  let isAfterIdent = false;
  socket.write(Buffer.from('SSH-2.0-Chooser\r\n'));
  socket.write(packetOf(offer()));
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    if (!isAfterIdent && rest.includes('\n')) {
      rest = rest.subarray(rest.indexOf('\n') + 1);
      isAfterIdent = true;
    }
    while (isAfterIdent && rest.length > 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const length = rest.readUInt32BE(0);
      const payload = rest.subarray(5, 4 + length - (rest[4] ?? 0));
      rest = rest.subarray(4 + length);
      hear(payload);
      if (payload[0] === gexRequest)
        socket.write(packetOf(Buffer.concat([Buffer.of(gexGroup), mpint(chosen), mpint(two)])));
    }
  });
}

function offer(): Buffer {
  const cipher = 'aes256-ctr';
  const mac = 'hmac-sha2-512';
  const lists = [
    'diffie-hellman-group-exchange-sha256',
    'ssh-ed25519',
    cipher,
    cipher,
    mac,
    mac,
    'none',
    'none',
    '',
    '',
  ];
  return Buffer.concat([
    Buffer.of(kexinit),
    Buffer.alloc(16),
    ...lists.map((list) => string(Buffer.from(list))),
    Buffer.alloc(5),
  ]);
}

function mpint(number: Buffer): Buffer {
  return string((number[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), number]) : number);
}

function string(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}

function packetOf(payload: Buffer): Buffer {
  const padding = 8 - ((payload.length + 5) % 8) + 4;
  const filled = (payload.length + 5 + padding) % 8 === 0 ? padding : padding + 4;
  return Buffer.concat([string(Buffer.concat([Buffer.of(filled), payload, Buffer.alloc(filled)]))]);
}
