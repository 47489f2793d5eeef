/** A trace of virtualization: what it says of the host if nothing before it has, and what it adds to either list. */
export interface Sign {
  readonly decides?: readonly [type: string, role: string];
  readonly guest?: readonly string[];
  readonly host?: readonly string[];
}

/** Of a guest: what it runs in. */
export function guestOf(type: string, ...more: readonly string[]): Sign {
  return { decides: [type, 'guest'], guest: [type, ...more] };
}

export function hostOf(type: string): Sign {
  return { decides: [type, 'host'], host: [type] };
}
