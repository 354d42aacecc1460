import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { alert, project, recordingRule } from '../analyze/project.ts';
import { facts } from './judge.ts';

const corpora = '../shared/corpora';

interface RuleFile {
  readonly groups?: readonly {
    readonly rules?: readonly {
      readonly alert?: string;
      readonly record?: string;
      readonly expr: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    }[];
  }[];
  readonly spec?: RuleFile;
}

function rulesIn(file: string) {
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as RuleFile | null);
  const groups = documents.flatMap((document) => document?.groups ?? document?.spec?.groups ?? []);
  return groups.flatMap((group) => group.rules ?? []);
}

/** The severity apart from the other labels, as a definition has them. */
function severityOf({ severity = 'warning', ...labels }: Readonly<Record<string, string>> = {}) {
  return { severity, labels };
}

/** What checks say of a file of other people's rules, of whose metrics nothing is declared. */
function judge(file: string): readonly Diagnostic[] {
  const rules = rulesIn(file);
  const alerts = rules.flatMap((rule) =>
    rule.alert
      ? [alert(rule.alert, rule.expr, { annotations: rule.annotations ?? {}, ...severityOf(rule.labels) })]
      : [],
  );
  const recordingRules = rules.flatMap((rule) =>
    rule.record ? [recordingRule(rule.record, String(rule.expr), { labels: rule.labels ?? {} })] : [],
  );
  const { system } = project();
  const runsOn = { ...system.runsOn, retention: 400 * 86400e3 };
  const severities = [...new Set(alerts.map(({ severity }) => severity))];
  return runChecks(analyze(project({ system: { ...system, runsOn, severities }, alerts, recordingRules })), facts());
}

/** Alerts that never fire, as their sides differ in a label: true faults, reviewed. */
const neverMatching: ReadonlySet<string> = new Set([
  // left without "limit" by the ignoring before
  'alert MimirIngesterReachingSeriesLimitWarning',
  'alert MimirDistributorInflightRequestsHigh',
  // hits of one status plus hits of another, without ignoring it
  'alert MemcachedLowCacheHitRate(<80%)',
  'alert MongodbTooManyConnections(dcu)',
]);

/** What may be said of them: what is not declared is unknown; a label that an aggregation drops is gone of any metric. */
function isFair({ check, message, subject }: Diagnostic): boolean {
  if (check === 'promql-unknown-metric' || check === 'alert-runbook') return true;
  if (check === 'promql-vector-matching') return neverMatching.has(subject);
  if (check === 'alert-template') return /^the result has no label/.test(message);
  return check === 'alert-condition' && subject === 'alert Watchdog';
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

const present = existsSync(corpora);
describe.skipIf(!present)('rules of other projects get no false finding (needs ../shared/corpora)', () => {
  for (const corpus of present ? ['awesome-prometheus-alerts', 'kube-prometheus', 'sloth/examples'] : []) {
    const folder = join(corpora, corpus);
    it.each(filesIn(folder))(`${corpus}/%s`, (name) => {
      const unfair = judge(join(folder, name)).filter((finding) => !isFair(finding));
      expect(unfair.map(({ check, subject, message }) => `${check} ${subject}: ${message}`)).toEqual([]);
    });
  }
});

describe.skipIf(!present)("Prometheus' own expressions (needs ../shared/corpora)", () => {
  const expressions = (file: string) =>
    readFileSync(join(corpora, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly input?: string; readonly expr?: string })
      .flatMap(({ input, expr }) => input ?? expr ?? []);

  it.each(['parse_test.jsonl', 'promqltest.jsonl'])('%s: every check comes to an end', (file) => {
    const texts = expressions(file);
    expect(texts.length).toBeGreaterThan(200);
    const alerts = texts.map((text, index) => alert(`A${index}`, text, { annotations: { a: '{{ $labels.x }}' } }));
    const recordingRules = texts.map((text, index) => recordingRule(`r${index % 7}`, text));
    expect(() => runChecks(analyze(project({ alerts, recordingRules })))).not.toThrow();
  });
});
