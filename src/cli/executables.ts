// Programs that this machine has.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs of these names would be, in the order of `PATH`. */
export function inPath(names: readonly string[]): string[] {
  const { PATH = '' } = process.env;
  return PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
