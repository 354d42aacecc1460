import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Schema from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';
import type { ReportOptions, Results } from '../../src/report/reporter.ts';
import { sarif } from '../../src/report/sarif.ts';

/** The schema of the format itself; where it comes from stands in fixtures/README.md. */
const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;
const validator = new Schema.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(validator);
const isSarif = validator.compile(schema);

interface Log {
  readonly runs: readonly { readonly results: readonly Result[] }[];
}
interface Result {
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}

function logOf(text: string, diagnostics: readonly Diagnostic<Location>[]): Log {
  const results: Results = { diagnostics, files: [], rules: [], silenced: 0 };
  const options: ReportOptions = { color: false, read: () => text, name: (file) => file.replace('/p/', '') };
  return JSON.parse(sarif.report(results, options)) as Log;
}

function finding(line: number, column: number, rest: Partial<Diagnostic<Location>> = {}): Diagnostic<Location> {
  const place = { file: '/p/a.ts', line, column, endLine: line, endColumn: column + 4 };
  return { check: 'promql-rate', severity: 'error', subject: 'alert A', message: 'm', place, related: [], ...rest };
}

const prints = (log: Log) =>
  log.runs[0]!.results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);

test('the report is what the schema of SARIF 2.1.0 allows', () => {
  const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/sarif.json'), 'utf8')) as unknown;
  isSarif(golden);
  expect(isSarif.errors).toBeNull();
  isSarif(logOf('', []));
  expect(isSarif.errors).toBeNull();
});

test('the schema refuses what is not', () => {
  expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

test('a fingerprint survives lines above it and another indentation', () => {
  const [before] = prints(logOf('rate', [finding(1, 1)]));
  const [after] = prints(logOf('// new\n\n    rate', [finding(3, 5)]));
  expect(after).toBe(before);
});

test('a fingerprint tells findings apart', () => {
  const text = 'rate rate delt';
  const all = [
    finding(1, 1),
    finding(1, 6),
    finding(1, 11),
    finding(1, 1, { check: 'x' }),
    finding(1, 1, { subject: 'B' }),
  ];
  expect(new Set(prints(logOf(text, all))).size).toBe(all.length);
});

test('names of files are percent-encoded', () => {
  const place = { ...finding(1, 1).place, file: '/p/a b/100%/ü#?.ts' };
  const [result] = logOf('rate', [finding(1, 1, { place })]).runs[0]!.results;
  expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('a%20b/100%25/%C3%BC%23%3F.ts');
});
