import type { Conduct } from '../app/conduct.ts';
import { defaultLimits } from '../app/limits.ts';
import type { LoadContext } from '../app/load.ts';
import { stateDirOf } from '../app/system/state-dir.ts';
import { cleanedEvent } from '../model/run/cleaned-event.ts';
import { Secret } from '../model/values/secret.ts';
import type { View } from '../renderers/view.ts';
import { type OpenVault, openVault } from '../vault/open-vault.ts';
import type { ApplySettings, Settings, VaultPasswords } from './settings.ts';

const FORKS = 50;

/** What is loaded and recorded with, the rest taken from this process. */
export function contextOf(settings: Settings, vault?: OpenVault): LoadContext {
  const { environment = process.env, stateDir, password, becomePassword } = settings;
  const secret = (text: string | undefined): Secret | undefined =>
    text === undefined ? undefined : new Secret(text);
  return {
    environment,
    stateDir: stateDirOf(stateDir, environment),
    passwords: async () => ({ password: secret(password), becomePassword: secret(becomePassword) }),
    askFor: async () => undefined,
    vault,
  };
}

export function vaultOf(passwords: VaultPasswords | undefined): OpenVault | undefined {
  if (passwords === undefined) return undefined;
  return openVault(Object.entries(passwords).map(([id, text]) => ({ id, password: Buffer.from(text) })));
}

/** How a run is led that a program began. The signals of the process stay the program's. */
export function conductOf(settings: ApplySettings): Conduct {
  const never = new AbortController().signal;
  const { forks = FORKS, view, transport, approve, stop = never, abandon = never } = settings;
  return {
    view: (clean) => unfailing(view, clean),
    signals: () => ({ stop, abandon, [Symbol.dispose]: () => undefined }),
    approve: () => approve ?? (async () => ({ kind: 'granted', except: new Map() })),
    limits: defaultLimits({ ...settings, forks }),
    ...(transport === undefined ? {} : { transport }),
  };
}

/** A run goes on without anybody to watch it: hosts are being changed. */
function unfailing(given: View | undefined, clean: (text: string) => string): View {
  let view = given;
  const safely = (work: (view: View) => void): void => {
    try {
      if (view !== undefined) work(view);
    } catch (error) {
      view = undefined;
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };
  return {
    show: (event) => safely((one) => one.show(cleanedEvent(event, clean))),
    note: (line) => safely((one) => one.note(clean(line))),
    close: () => safely((one) => one.close()),
  };
}
