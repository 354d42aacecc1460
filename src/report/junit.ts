/** JUnit's XML, as CI systems read it: suites of test cases, of which some failed. */

export interface JUnitCase {
  /** What it belongs to: the rule test. */
  readonly group: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly failure?: { readonly message: string; readonly details: string };
  /** Why it was not run. */
  readonly skipped?: string;
}

export interface JUnitSuite {
  readonly name: string;
  readonly cases: readonly JUnitCase[];
}

/**
 * A JUnit file of all suites.
 *
 * @example junit([{ name: 'shop', cases: [{ group: 'ShopFails', name: 'firing at 10m', file: 'alerts.ts', line: 3 }] }])
 */
export function junit(suites: readonly JUnitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  const body = suites.map(suiteText).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="alidade"${counts(all)}>\n${body}</testsuites>\n`;
}

function suiteText({ name, cases }: JUnitSuite): string {
  return `  <testsuite name="${escaped(name)}"${counts(cases)}>\n${cases.map(caseText).join('')}  </testsuite>\n`;
}

function counts(cases: readonly JUnitCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return ` tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function caseText({ group, name, file, line, failure, skipped }: JUnitCase): string {
  const open = `    <testcase classname="${escaped(group)}" name="${escaped(name)}" file="${escaped(file)}" line="${line}"`;
  if (failure)
    return `${open}>\n      <failure message="${escaped(failure.message)}">${escaped(failure.details)}</failure>\n    </testcase>\n`;
  if (skipped !== undefined) return `${open}>\n      <skipped message="${escaped(skipped)}"/>\n    </testcase>\n`;
  return `${open}/>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
/** Characters that no XML 1.0 document may hold, in whatever form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/gu;

function escaped(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"\n\r\t]/g, (character) => entities[character]!);
}
