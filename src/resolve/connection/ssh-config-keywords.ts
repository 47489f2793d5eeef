/** What becomes of an option of ssh_config(5) that says nothing which rulerun has a use for, by its name in lower case. */

/**
 * Those that change neither who is reached nor how safely: comfort, forwarding, which is never done here, ways to log in
 * that are not offered here anyway, and what concerns ssh's own processes.
 */
const passedOver: ReadonlySet<string> = new Set(
  (
    'addkeystoagent batchmode canonicaldomains canonicalizefallbacklocal canonicalizemaxdots ' +
    'canonicalizepermittedcnames certificatefile challengeresponseauthentication channeltimeout checkhostip ' +
    'clearallforwardings compression compressionlevel connectionattempts controlmaster controlpath controlpersist ' +
    'dynamicforward enableescapecommandline enablesshkeysign escapechar exitonforwardfailure fingerprinthash ' +
    'forkafterauthentication forwardagent forwardx11 forwardx11timeout forwardx11trusted gatewayports ' +
    'gssapiauthentication gssapiclientidentity gssapidelegatecredentials gssapikeyexchange ' +
    'gssapikexalgorithms gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns hashknownhosts ' +
    'hostbasedacceptedalgorithms hostbasedauthentication hostbasedkeytypes ipqos kbdinteractiveauthentication ' +
    'kbdinteractivedevices localcommand localforward loglevel logverbose nohostauthenticationforlocalhost ' +
    'numberofpasswordprompts obscurekeystroketiming permitlocalcommand permitremoteopen pkcs11provider ' +
    'proxyusefdpass rekeylimit remotecommand remoteforward requesttty requiredrsasize securitykeyprovider sendenv ' +
    'serveralivecountmax serveraliveinterval sessiontype setenv skeyauthentication stdinnull streamlocalbindmask ' +
    'streamlocalbindunlink syslogfacility tag tcpkeepalive tunnel tunneldevice updatehostkeys usekeychain ' +
    'useprivilegedport verifyhostkeydns versionaddendum visualhostkey warnweakcrypto xauthlocation'
  ).split(' '),
);

/** Those that would reach another machine or another way, or allow less, with the values that say nothing of the kind. */
const refusedUnless: ReadonlyMap<string, RegExp> = new Map([
  ['addressfamily', /^any$/i],
  ['bindaddress', /^$/],
  ['bindinterface', /^$/],
  ['canonicalizehostname', /^(?:no|none|false)$/i],
  // Lists that add to what is offered, or put it in another order, forbid nothing.
  ['casignaturealgorithms', /^[+^]/],
  ['ciphers', /^[+^]/],
  ['hostkeyalgorithms', /^[+^]/],
  ['kexalgorithms', /^[+^]/],
  ['knownhostscommand', /^none$/i],
  ['macs', /^[+^]/],
  ['pubkeyacceptedalgorithms', /^[+^]/],
  ['pubkeyacceptedkeytypes', /^[+^]/],
  ['revokedhostkeys', /^none$/i],
]);

export function isPassedOver(keyword: string): boolean {
  return passedOver.has(keyword);
}

/** For an option that is not passed over. */
export function refusalOf(keyword: string, value: string): 'harmless' | 'unsupported' | 'unknown' {
  const harmless = refusedUnless.get(keyword);
  if (harmless === undefined) return 'unknown';
  return harmless.test(value) ? 'harmless' : 'unsupported';
}
