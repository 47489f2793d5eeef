import { execFile } from 'node:child_process';
import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { codeOf, isMissing } from '../../disk/error-code.ts';
import type { Files } from '../../model/ports.ts';

const SCRIPT_LIMIT_MS = 30_000;
const SCRIPT_LIMIT_BYTES = 16 * 1024 * 1024;

/** The files of this machine. */
export const systemFiles: Files = {
  async read(path) {
    try {
      if ((await stat(path)).isDirectory()) return undefined;
      return await readFile(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  async list(path) {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (isMissing(error) || codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    }
  },
  async isExecutable(path) {
    try {
      await access(path, constants.X_OK);
      return (await stat(path)).isFile();
    } catch {
      return false;
    }
  },
  runScript: (path, args) =>
    new Promise((resolve, reject) => {
      const options = { timeout: SCRIPT_LIMIT_MS, maxBuffer: SCRIPT_LIMIT_BYTES };
      execFile(path, [...args], options, (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    }),
};
