import { Fault } from '../fault.ts';
import type { Value } from '../values/value.ts';

/** The parts of a URL as Python's `urlsplit` names them, in the order of their names. */
export function urlParts(url: string): readonly (readonly [string, Value])[] {
  const [, scheme, rest = ''] =
    /^(?:([a-zA-Z][\w+.-]*):)?(.*)$/s.exec(url.trim().replace(/[\t\r\n]/g, '')) ?? [];
  const [beforeFragment, fragment] = cutAt(rest, '#');
  const [beforeQuery, query] = cutAt(beforeFragment, '?');
  const [, authority, path = ''] = /^(?:\/\/([^/]*))?(.*)$/s.exec(beforeQuery) ?? [];
  const netloc = authority ?? '';
  const at = netloc.lastIndexOf('@');
  const [username, password] = at === -1 ? [null, null] : loginIn(netloc.slice(0, at));
  const [hostname, port] = hostIn(netloc.slice(at + 1));
  return [
    ['fragment', fragment],
    ['hostname', hostname],
    ['netloc', netloc],
    ['password', password],
    ['path', path],
    ['port', port],
    ['query', query],
    ['scheme', (scheme ?? '').toLowerCase()],
    ['username', username],
  ];
}

function cutAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function loginIn(text: string): readonly [string, string | null] {
  const at = text.indexOf(':');
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function hostIn(text: string): readonly [string | null, number | null] {
  const [, inBrackets, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text) ?? [];
  const host = (inBrackets ?? plain).toLowerCase();
  if (port !== undefined && port !== '' && !(/^\d+$/.test(port) && Number(port) <= 65_535))
    throw new Fault('type', `\`${port}\` is no port`);
  return [host === '' ? null : host, port === undefined || port === '' ? null : Number(port)];
}
