import { refuseUnchecked } from './host-keys.ts';
import { readAny, readBoolean, readText, refuse, type VariableReading } from './reading.ts';

/** Notes every variable that asks for another way to reach a host or to become root than rulerun has. */
export function refuseUnsupported(reading: VariableReading): void {
  for (const { name, accepts, hint } of limited) {
    const said = readText([name], reading);
    if (said === undefined || accepts.test(said.value)) continue;
    refuse(reading, said.at, `\`${name}\` cannot be \`${said.value}\``, hint, 'unsupported-connection');
  }
  const pkcs11 = readAny(['ansible_ssh_pkcs11_provider'], reading);
  if (pkcs11 !== undefined) {
    const hint = 'load the card into ssh-agent with `ssh-add -s`';
    refuse(
      reading,
      pkcs11.at,
      '`ansible_ssh_pkcs11_provider` is not supported',
      hint,
      'unsupported-connection',
    );
  }
  const checking = readBoolean(['ansible_host_key_checking', 'ansible_ssh_host_key_checking'], reading);
  if (checking?.value === false) refuseUnchecked(`${checking.name}: false`, checking.at, reading);
}

const limited = [
  {
    name: 'ansible_become_method',
    accepts: /^(?:ansible\.builtin\.)?sudo$/,
    hint: 'only `sudo` is supported',
  },
  {
    name: 'ansible_become_exe',
    accepts: /^sudo$/,
    hint: 'only `sudo` as found on the host is supported',
  },
  {
    name: 'ansible_become_flags',
    accepts: /^(?:\s*-[HSn]+)*\s*$/,
    hint: 'only `-H -S -n` are supported; put the rest into sudoers',
  },
  {
    name: 'ansible_ssh_executable',
    accepts: /^(?:\/usr(?:\/local)?\/bin\/)?ssh$/,
    hint: 'rulerun speaks SSH by itself: leave it out',
  },
  {
    name: 'ansible_shell_type',
    accepts: /^(?:ansible\.\w+\.)?(?:sh|csh|fish)$/,
    hint: 'hosts need a POSIX shell; Windows is not supported',
  },
] as const;
