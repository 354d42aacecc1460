/** What to write instead, by the compiler's words. */
interface Advice {
  readonly codes: readonly number[];
  readonly message: RegExp;
  readonly say: (...groups: string[]) => string;
}

const table: readonly Advice[] = [];

/** Our line under a message of the compiler; undefined where it says enough. */
export function advice(code: number, message: string): string | undefined {
  for (const { codes, message: pattern, say } of table) {
    const groups = codes.includes(code) ? pattern.exec(message) : null;
    if (groups) return say(...groups.slice(1));
  }
  return undefined;
}
