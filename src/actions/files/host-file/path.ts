/** Without doubled slashes and without one at the end: `/etc//x/` is `/etc/x`. The root stays `/`. */
export function tidyPath(path: string): string {
  const tidy = path.replace(/\/{2,}/g, '/');
  return tidy.length > 1 && tidy.endsWith('/') ? tidy.slice(0, -1) : tidy;
}

/** A path in a folder. */
export function below(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
