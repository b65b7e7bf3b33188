// Which system error a thrown value is.

/** `code` as Node names it: ENOENT, EEXIST, ENOSPC … */
export function hasSystemCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
