import { VaultFault } from './fault.ts';

/** How every text begins that ansible-vault has encrypted. */
const MARK = '$ANSIBLE_VAULT';

/** The name of a password where nobody gives it one; an encrypted text does not say it. */
export const DEFAULT_ID = 'default';

/** An encrypted text taken apart. */
export interface Envelope {
  /** What the password was called by whoever encrypted it; `default` where the text does not say. */
  readonly id: string;
  readonly salt: Uint8Array;
  /** HMAC-SHA256 of the content, with a key of its own. */
  readonly seal: Uint8Array;
  readonly content: Uint8Array;
}

/** True for what ansible-vault has encrypted as a whole, as text or as the bytes of a file. */
export function isEncrypted(whole: string | Uint8Array): boolean {
  if (typeof whole === 'string') return whole.startsWith(MARK);
  return Buffer.from(whole.subarray(0, MARK.length)).toString('latin1') === MARK;
}

/** @throws {VaultFault} `damaged`, `unknown-format` */
export function readEnvelope(text: string): Envelope {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const id = readHead(head);
  const body = lines.map((line) => line.trim()).join('');
  const inner = unhex(body, 'its text').toString('latin1');
  const [salt, seal, content, more] = inner.split('\n');
  if (salt === undefined || seal === undefined || content === undefined || more !== undefined)
    throw damaged('it does not have its three parts');
  const parts = {
    id,
    salt: unhex(salt, 'its salt'),
    seal: unhex(seal, 'its checksum'),
    content: unhex(content, 'its content'),
  };
  if (parts.seal.length !== SEAL_BYTES) throw damaged(`its checksum has ${parts.seal.length} bytes`);
  if (parts.content.length === 0) throw damaged('it has no content');
  return parts;
}

const SEAL_BYTES = 32;

/** Of the text that the head and the body are in; 1.1 names no password, 1.2 does. */
function readHead(head: string): string {
  const [mark, version = '', cipher = '', ...label] = head.trim().split(';');
  if (mark !== MARK) throw damaged(`it does not begin with ${MARK}`);
  if (version !== '1.1' && version !== '1.2')
    throw unknown(
      `version ${version || 'none'} of the format`,
      'ansible-vault writes 1.1 and 1.2 since 2014',
    );
  if (cipher !== 'AES256') throw unknown(`the cipher ${cipher || 'none'}`, 'only AES256 is known');
  const id = label.join(';');
  return version === '1.2' && id !== '' ? id : DEFAULT_ID;
}

/** As ansible-vault writes it: 80 characters a line, no password named where it is the default one. */
export function writeEnvelope({ id, salt, seal, content }: Envelope): string {
  const head = id === DEFAULT_ID ? `${MARK};1.1;AES256` : `${MARK};1.2;AES256;${id}`;
  const inner = [salt, seal, content].map((part) => Buffer.from(part).toString('hex')).join('\n');
  const body = Buffer.from(inner, 'latin1').toString('hex');
  return `${[head, ...(body.match(/.{1,80}/g) ?? [])].join('\n')}\n`;
}

function unhex(text: string, what: string): Buffer {
  if (text.length % 2 !== 0 || !/^[\da-fA-F]*$/.test(text)) throw damaged(`${what} is not hexadecimal`);
  return Buffer.from(text, 'hex');
}

export function damaged(why: string): VaultFault {
  const hint = 'it was cut off or edited: take it from a copy, or encrypt it again';
  return new VaultFault('damaged', `the encrypted text is damaged: ${why}`, hint);
}

function unknown(what: string, hint: string): VaultFault {
  return new VaultFault('unknown-format', `the text is encrypted with ${what}, which is not known`, hint);
}
