import { createHash } from 'node:crypto';
import type { JsonValue } from '../../../model/values/json.ts';
import type { HostFile, PresentAttributes } from '../../../probes/file/host-file.ts';

type Facts = Readonly<Record<string, JsonValue>>;

/** What Ansible's modules for files tell of what is at a path: owner, mode, size. Nothing where nothing is. */
export function factsOf({ found }: HostFile): Facts {
  return found === undefined ? {} : { ...ownerOf(found), mode: found.mode, size: found.size };
}

/** The same of the link itself, whose mode says nothing. Its size is that of what it says, in bytes. */
export function linkFacts({ link = '', linkOwner }: HostFile): Facts {
  return {
    ...(linkOwner === undefined ? {} : ownerOf(linkOwner)),
    mode: '0777',
    size: Buffer.byteLength(link, 'utf8'),
  };
}

function ownerOf({ uid, gid, user, group }: Omit<PresentAttributes, 'mode'>): Facts {
  return { uid, gid, owner: nameOr(user, uid), group: nameOr(group, gid) };
}

/** The name that a number has on the host, or else the number. */
export function nameOr(name: string, number: number): string {
  return name === 'UNKNOWN' || name === '' ? String(number) : name;
}

export function digestOf(content: Uint8Array, algorithm: 'sha1' | 'md5' | 'sha256'): string {
  return createHash(algorithm).update(content).digest('hex');
}
