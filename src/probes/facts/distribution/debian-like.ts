import { type DistributionFacts, given, quotedIn, type Recogniser } from './recogniser.ts';

/** One of the family: the word in its file, what it is called, and what else the file says. */
interface Relative {
  readonly sign: RegExp;
  readonly name: string;
  readonly more?: (text: string) => DistributionFacts;
}

const RELATIVES: readonly Relative[] = [
  { sign: /Ubuntu/, name: 'Ubuntu' },
  { sign: /SteamOS/, name: 'SteamOS' },
  { sign: /Kali/, name: 'Kali', more: lsbRelease },
  { sign: /Parrot/, name: 'Parrot', more: lsbRelease },
  {
    sign: /Devuan/,
    name: 'Devuan',
    more: (text) => ({
      ...given('distribution_release', /PRETTY_NAME="?[^("]+ \(?([^) "]+)\)?/.exec(text)?.[1]),
      ...wholeVersion(text),
    }),
  },
  {
    sign: /Cumulus/,
    name: 'Cumulus Linux',
    more: (text) => {
      const version = /VERSION_ID=(.*)/.exec(text)?.[1];
      return {
        ...given('distribution_version', version),
        ...given('distribution_major_version', version?.split('.', 1)[0]),
        ...given('distribution_release', /VERSION="(.*)"/.exec(text)?.[1]),
      };
    },
  },
  { sign: /Mint/, name: 'Linux Mint', more: versionAndMajor },
  { sign: /UOS|Uos|uos/, name: 'Uos', more: codenameAndVersion },
  { sign: /Deepin|deepin/, name: 'Deepin', more: codenameAndVersion },
];

/** Debian and what is made from it. */
export const debianLike: Recogniser['read'] = (text, _guess, content) => {
  if (/Debian|Raspbian/.test(text)) {
    return {
      distribution: 'Debian',
      ...given('distribution_release', /PRETTY_NAME=[^(]+ \(?([^)]+?)\)/.exec(text)?.[1]),
      ...given('distribution_minor_version', /\d+\.(\d+)/.exec(content('/etc/debian_version') ?? '')?.[1]),
    };
  }
  const relative = RELATIVES.find(({ sign }) => sign.test(text));
  return relative && { distribution: relative.name, ...relative.more?.(text) };
};

function lsbRelease(text: string): DistributionFacts {
  return given('distribution_release', /DISTRIB_RELEASE=(.*)/.exec(text)?.[1]);
}

function wholeVersion(text: string): DistributionFacts {
  const version = quotedIn('VERSION_ID', text);
  return {
    ...given('distribution_version', version),
    ...given('distribution_major_version', version),
  };
}

function versionAndMajor(text: string): DistributionFacts {
  const version = quotedIn('VERSION_ID', text);
  return {
    ...given('distribution_version', version),
    ...given('distribution_major_version', version?.split('.', 1)[0]),
  };
}

function codenameAndVersion(text: string): DistributionFacts {
  const codename = /VERSION_CODENAME="?([^"\n]+)"?/.exec(text)?.[1];
  return { ...given('distribution_release', codename), ...versionAndMajor(text) };
}
