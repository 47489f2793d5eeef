/** A shell program for `unshare -m`: what the host keeps and what tasks make there is gone with the sshd. */
export const APART: string = [
  'mount -t tmpfs none /var/lib',
  'mount -t tmpfs -o mode=1777 none /var/tmp',
  'exec "$@"',
].join(' && ');
