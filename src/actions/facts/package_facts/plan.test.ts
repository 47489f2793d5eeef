import { expect, test } from 'vitest';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { factsIn } from '../facts.test-kit.ts';
import { packageFacts } from './action.ts';

const DPKG = `@ native
amd64
@ apt
ii \tbash\t5.2.15-2+b2\tamd64\tshells
rc \tgone\t1.0\tall\tmisc
iF \thalf\t2.0\tall\tadmin
ii \tlibc6\t2.36-9\tamd64\tlibs
ii \tlibc6\t2.36-9\ti386\tlibs
`;
const RPM = `@ rpm
kernel\t3.10.0\t514.el7\t(none)\tx86_64
kernel\t3.10.0\t693.el7\t(none)\tx86_64
bind-libs\t9.11\t1\t32\tx86_64
gpg-pubkey\tf4a80eb5\t53a7ff4b\t(none)\t(none)
`;
const APK = '@ apk\nmusl-utils-1.2.4-r2\nbusybox-1.36.1-r5\n';

function packages(answer: string, strategy = 'first') {
  const params = { manager: ['auto'], strategy };
  const told = packageFacts.plan(params, [said(`facts\n${answer}end\n`)], NO_CONTEXT);
  return factsIn(told)['packages'];
}

test('of dpkg everything that is unpacked, what is for another architecture under a name that says so', () => {
  expect(packages(DPKG)).toEqual({
    bash: [{ name: 'bash', version: '5.2.15-2+b2', arch: 'amd64', category: 'shells', source: 'apt' }],
    half: [{ name: 'half', version: '2.0', arch: 'all', category: 'admin', source: 'apt' }],
    libc6: [{ name: 'libc6', version: '2.36-9', arch: 'amd64', category: 'libs', source: 'apt' }],
    'libc6:i386': [{ name: 'libc6:i386', version: '2.36-9', arch: 'i386', category: 'libs', source: 'apt' }],
  });
});

test('of rpm each version of a name', () => {
  const kernel = { name: 'kernel', version: '3.10.0', epoch: null, arch: 'x86_64', source: 'rpm' };
  expect(packages(RPM)).toEqual({
    kernel: [
      { ...kernel, release: '514.el7' },
      { ...kernel, release: '693.el7' },
    ],
    'bind-libs': [
      { name: 'bind-libs', version: '9.11', release: '1', epoch: 32, arch: 'x86_64', source: 'rpm' },
    ],
    'gpg-pubkey': [
      {
        name: 'gpg-pubkey',
        version: 'f4a80eb5',
        release: '53a7ff4b',
        epoch: null,
        arch: null,
        source: 'rpm',
      },
    ],
  });
});

test('of apk the name, the version and the release', () => {
  expect(packages(APK)).toEqual({
    'musl-utils': [{ name: 'musl-utils', version: '1.2.4', release: 'r2', source: 'apk' }],
    busybox: [{ name: 'busybox', version: '1.36.1', release: 'r5', source: 'apk' }],
  });
});

test('an rpm that came along with another manager has no packages', () => {
  expect(packages(`${DPKG}@ rpm\n`)).toEqual(packages(DPKG));
});

test('the strategy `all` tells of every manager, a name that two know twice', () => {
  const both = `${DPKG}@ rpm\nbash\t5.1\t1\t(none)\tx86_64\n`;
  expect(packages(both)).toEqual(packages(DPKG));
  expect(packages(both, 'all')).toMatchObject({ bash: [{ source: 'apt' }, { source: 'rpm' }], half: [{}] });
});

test('a host without packages is refused', () => {
  const decided = packageFacts.plan(
    { manager: ['rpm'], strategy: 'first' },
    [said('facts\n@ rpm\nend\n')],
    NO_CONTEXT,
  );
  expect(decided).toMatchObject({
    kind: 'refused',
    why: 'no packages were found: none of rpm has any here',
  });
});
