import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { RulerunError } from '../../model/error.ts';
import { decodeUtf8 } from '../../source/yaml/utf8.ts';
import type { Controller } from '../controller.ts';
import { projectFiles } from '../system/project-files.ts';
import type { CfgOptions } from './honoured.ts';
import { readAnsibleCfg } from './read.ts';

export interface LoadedCfg {
  readonly file: string;
  readonly text: string | undefined;
  readonly options: CfgOptions;
  readonly diagnostics: readonly Diagnostic<string>[];
}

/**
 * What a named ansible.cfg asks for; a folder stands for the one in it.
 * @throws {RulerunError} `ANSIBLE_CFG` when it is not there, `UNTRUSTED_FILE`
 */
export async function loadAnsibleCfg(
  named: string,
  environment: Controller['environment'],
): Promise<LoadedCfg> {
  const files = projectFiles(environment);
  const home = homedir();
  const path = named.replace(/^~(?=\/|$)/, home);
  const file = (await files.list(path)) === undefined ? path : join(path, 'ansible.cfg');
  const bytes = await files.read(file);
  if (bytes === undefined) {
    throw new RulerunError('ANSIBLE_CFG', `there is no ${file}`, {
      hint: 'correct --ansible-cfg, or ANSIBLE_CONFIG in the environment',
    });
  }
  const { value: text, diagnostics } = decodeUtf8(bytes, file);
  if (text === undefined) return { file, text, options: {}, diagnostics };
  const place = { file, beside: dirname(resolve(file)), home, folder: process.cwd(), environment };
  return { file, text, ...readAnsibleCfg(text, place) };
}
