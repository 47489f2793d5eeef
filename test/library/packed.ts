import { execFileSync } from 'node:child_process';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tarball of the package, as it would be published. */
export interface Packed {
  readonly path: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs what was built into a folder. */
export function pack(folder: string): Packed {
  const words = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', folder];
  const env = {
    ...process.env,
    npm_config_cache: join(folder, 'cache'),
    npm_config_update_notifier: 'false',
  };
  const [packed] = JSON.parse(execFileSync('npm', words, { cwd: root, env, encoding: 'utf8' })) as [
    Packed & { readonly filename: string },
  ];
  return { ...packed, path: join(folder, packed.filename) };
}

/** Installs a tarball into a fresh folder, with the packages that are installed here already for what it depends on. */
export async function install(tarball: string, folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'rulerun');
  await mkdir(own, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', own, '--strip-components=1']);
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name));
  }
}

/** What a strict compiler says of the programs in a folder that use the package; empty: nothing. */
export function compile(folder: string, files: readonly string[]): string {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const words = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const target = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node'];
  try {
    execFileSync(process.execPath, [compiler, ...words, ...target, ...files], { cwd: folder });
    return '';
  } catch (error) {
    return String((error as { readonly stdout?: Buffer }).stdout);
  }
}
