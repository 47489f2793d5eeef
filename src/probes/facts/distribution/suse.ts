import { given, type Recogniser } from './recogniser.ts';

/** openSUSE calls the part behind the dot its release; the enterprise ones without such a part are release 0. */
export const suse: Recogniser['read'] = (text, _guess, content) => {
  const lower = text.toLowerCase();
  if (!lower.includes('suse')) return undefined;
  const version = /^VERSION_ID="?([0-9]+\.?[0-9]*)"?/m.exec(text)?.[1];
  const part = /^VERSION_ID="?[0-9]+\.?([0-9]*)"?/m.exec(text)?.[1];
  const release = lower.includes('open') ? part : lower.includes('enterprise') ? part || '0' : undefined;
  const isForSap = content('/etc/products.d/baseproduct')?.includes('<name>SLES_SAP</name>') === true;
  return {
    ...given('distribution', /^NAME=(.*)/m.exec(text)?.[1]?.replaceAll('"', '')),
    ...given('distribution_version', version),
    ...given('distribution_major_version', version?.split('.', 1)[0]),
    ...given('distribution_release', release),
    ...(isForSap ? { distribution: 'SLES_SAP' } : {}),
  };
};
