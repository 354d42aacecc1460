import { describe, expect, test } from 'vitest';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';
import { countFindings } from '../../src/report/count.ts';
import { github } from '../../src/report/github.ts';
import { json } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { pretty } from '../../src/report/pretty.ts';
import type { ReportOptions, Results } from '../../src/report/reporter.ts';
import { sarif } from '../../src/report/sarif.ts';
import { summary } from '../../src/report/summary.ts';

const files: Readonly<Record<string, string>> = {
  '/p/definitions/shop/alerts.ts': [
    "import { shop } from './system.ts';",
    '',
    "shop.alert('Slow', {",
    '\twhen: promql`é😀 rate(shop_requests_totl[5m]) > 1`,',
    '  summary: `a`,',
    '});',
    `const long = '${'x'.repeat(60)} HERE ${'y'.repeat(200)}';`,
    'const text = `one',
    '  two',
    '  three',
    '  four',
    '  five`;',
    "const bell = '\u0007\u001b[31m';",
  ].join('\r\n'),
};

const at = (line: number, column: number, endLine: number, endColumn: number): Location => {
  return { file: '/p/definitions/shop/alerts.ts', line, column, endLine, endColumn };
};

const finding = (place: Location, rest: Partial<Diagnostic<Location>> = {}): Diagnostic<Location> => {
  return {
    check: 'promql-unknown-metric',
    severity: 'error',
    subject: 'alert Slow',
    message: 'there is no metric shop_requests_totl',
    place,
    related: [],
    ...rest,
  };
};

const diagnostics: readonly Diagnostic<Location>[] = [
  finding(at(4, 22, 4, 40), { help: 'did you mean shop_requests_total?', fix: 'shop_requests_total' }),
  finding(at(3, 1, 3, 11), {
    check: 'load',
    message: 'alert Slow is declared twice',
    related: [{ place: at(13, 7, 13, 11), message: 'first declared here' }],
    help: 'give one of them\nanother name',
  }),
  finding(at(5, 16, 5, 16), { severity: 'warning', message: 'something is missing at the end' }),
  finding(at(7, 76, 7, 80), { severity: 'info', message: 'a long line is cut' }),
  finding(at(8, 14, 12, 8), { check: 'typescript', message: 'TS2322: a message\n  of several lines' }),
  finding(at(13, 15, 13, 19), { message: 'control characters \u0007 are not obeyed' }),
  finding(
    { ...at(1, 1, 1, 1), file: '/p/definitions/empty' },
    { subject: 'system empty', message: 'the folder empty holds no .ts file' },
  ),
];

const results: Results = {
  diagnostics,
  files: [
    { change: 'added', path: 'out/shop/a.yml' },
    { change: 'removed', path: 'out/shop/b.yml' },
  ],
  rules: [
    { id: 'load', severity: 'error', class: 'fact', why: 'What does not load is not watched.' },
    {
      id: 'promql-unknown-metric',
      severity: 'error',
      class: 'fact',
      why: 'A series that does not exist selects nothing.',
      bad: 'shop.alert(promql`up_ > 1`);',
      good: 'shop.alert(promql`up > 1`);',
    },
    { id: 'typescript', severity: 'error', class: 'fact', why: 'What does not compile is not what was meant.' },
  ],
  silenced: 3,
};

const only = (...diagnostics: readonly Diagnostic<Location>[]): Results => ({ ...results, diagnostics, files: [] });

const options = (color: boolean): ReportOptions => {
  return { color, read: (file) => files[file], name: (file) => file.replace('/p/', '') };
};

const plain = (text: string) =>
  text
    .split('\u001b[')
    .map((part, index) => (index === 0 ? part : part.replace(/^\d+m/, '')))
    .join('');

describe('reporters', () => {
  test('pretty', () => expect(pretty.report(results, options(false))).toMatchFileSnapshot('golden/pretty.txt'));
  test('json', () => expect(json.report(results, options(false))).toMatchFileSnapshot('golden/json.json'));

  test('summary', () => expect(summary.report(results, options(false))).toMatchFileSnapshot('golden/summary.txt'));
  test('sarif', () => expect(sarif.report(results, options(false))).toMatchFileSnapshot('golden/sarif.json'));
  test('github', () => expect(github.report(results, options(false))).toMatchFileSnapshot('golden/github.txt'));
  test('markdown', () => expect(markdown.report(results, options(false))).toMatchFileSnapshot('golden/markdown.md'));

  test('colour changes nothing but colour', () => {
    const colored = pretty.report(results, options(true));
    expect(colored).toContain('\u001b[31m');
    expect(plain(colored)).toBe(pretty.report(results, options(false)));
  });

  test('what a loop declares is shown once, with how many more there are', () => {
    const alike = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) =>
      finding(at(3, 1, 3, 11), { subject: `alert ${name}`, message: 'it has no runbook' }),
    );
    const text = pretty.report(only(...alike), options(false));
    expect(text.match(/error/g)).toHaveLength(1);
    expect(text).toContain('= here too: alert B: it has no runbook\n');
    expect(text).toContain('and 2 more\n');
  });

  test('nothing to tell is nothing said', () => expect(pretty.report(only(), options(false))).toBe(''));

  test('types that do not fit on a line are shortened, in pretty only', () => {
    const long = `TS2322: Type 'Vector<{ readonly ${'a'.repeat(200)}: string; }, "x">' is not assignable to type 'Gauge<Kept<{ readonly b: string; }>>'.`;
    const one = only(finding(at(1, 1, 1, 7), { message: long }));
    expect(pretty.report(one, options(false))).toContain(
      `Type 'Vector<{…}, "x">' is not assignable to type 'Gauge<Kept<{…}>>'.`,
    );
    expect(json.report(one, options(false))).toContain('a'.repeat(200));
  });
});

test('findings are counted by severity', () => {
  expect(countFindings(diagnostics)).toBe('5 errors, 1 warning, 1 note');
  expect(countFindings([])).toBeUndefined();
});
