import type { Failure } from '../run/failure.ts';

/** How a host can fail, by the `kind` in JSON output: what it means, and after the first full stop what to do. */
export const failureCodes: Readonly<Record<Failure['kind'], string>> = {
  become: 'The login worked and the change of user did not. Check sudo on the host, or give -K.',
  cancelled: 'The run was interrupted before this was done. Run it again.',
  command: 'A program on the host failed. Read its output, and run it there by hand.',
  internal: 'rulerun has a bug. Report it with the lines that are shown; only this host was affected.',
  locked: 'Another run has the host. Wait for it, roll it back, or say --take-over where it is gone.',
  lost: 'The connection broke, and the host finishes what was started. Run it again; it asks the host how it ended.',
  protocol: 'The host answered something unexpected. Check what its shell prints at login.',
  refused: 'A check did not pass, or a change would not be safe. Do what the hint says.',
  timeout:
    'Something took longer than allowed. Raise `timeout:` or --timeout, or look at the load of the host.',
  unauthenticated:
    'The host accepted none of the keys and passwords that were tried. Check the key, or give --private-key or -k.',
  unreachable: 'No connection could be made. Check the address, the port and the network.',
  unrenderable:
    'A template cannot be evaluated with the answers of this host. Correct the place that is named.',
  'untrusted-host-key':
    'The key of the host is unknown or has changed. Compare its fingerprint, then trust it as the hint says.',
  unverified: 'A change was made, and the host still differs. Look for a program that changes it back.',
};
