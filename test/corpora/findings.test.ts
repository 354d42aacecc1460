import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { readDashboard } from './dashboard-file.ts';
import { type Foreign, judgeForeign } from './foreign.ts';
import { readRules } from './rule-file.ts';
import { verdictOn } from './verdicts.ts';

const corpora = '../shared/corpora';
const present = existsSync(corpora);

function filesIn(folder: string, ending: RegExp): readonly string[] {
  const names = present ? readdirSync(join(corpora, folder), { recursive: true, encoding: 'utf8' }) : [];
  return names.filter((name) => ending.test(name)).sort();
}

/** One rule file by itself: of files for one exporter each, nobody runs all. */
function ruleFile(folder: string, name: string): Foreign {
  return { ...readRules(join(corpora, folder, name), name), dashboards: [] };
}

/** A stack that is shipped as a whole: rules that read each other, and the dashboards over them. */
function stack(folder: string): Foreign {
  const rules = filesIn(folder, /\.ya?ml$/).map((name) => readRules(join(corpora, folder, name), name));
  const dashboards = filesIn(folder, /\.json$/).map((name) => readDashboard(join(corpora, folder, name), name));
  return {
    ruleGroups: rules.flatMap((file) => file.ruleGroups),
    alerts: rules.flatMap((file) => file.alerts),
    recordingRules: rules.flatMap((file) => file.recordingRules),
    dashboards,
  };
}

/** Every finding with the words it is about, and under it why it is right. */
function reviewed(found: readonly Diagnostic[]): string {
  return found.map((finding) => `${told(finding)}\n    ${verdictOn(finding) ?? 'NOT REVIEWED'}\n`).join('');
}

function told(finding: Diagnostic): string {
  const { check, subject, place, message } = finding;
  const words = wordsAt(finding);
  return `${basename(place.origin.file)}: ${subject}: ${check}
${
  words
    ? `  ${words}
`
    : ''
}  ${message}`;
}

/** The characters of an expression, or of an alert's text, that a finding points at. */
function wordsAt({ place: { origin, path, span } }: Diagnostic): string | undefined {
  const text = path ? path.at(-1) : span && origin.template?.text.slice(span.start, span.end);
  return text === undefined ? undefined : oneLine(String(text));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const golden = (name: string) => `./golden/${name}.txt`;

describe.skipIf(!present)('what remains of other projects was read and is true (needs ../shared/corpora)', () => {
  it.each(['awesome-prometheus-alerts', 'sloth/examples/_gen'])('rules of %s', async (folder) => {
    const found = filesIn(folder, /\.ya?ml$/).flatMap((name) => judgeForeign(ruleFile(folder, name)));
    const text = reviewed(found);
    await expect(text).toMatchFileSnapshot(golden(folder.split('/')[0]!));
    expect(text).not.toContain('NOT REVIEWED');
  });

  it('rules and dashboards of kube-prometheus', async () => {
    const text = reviewed(judgeForeign(stack('kube-prometheus'), 30e3));
    await expect(text).toMatchFileSnapshot(golden('kube-prometheus'));
    expect(text).not.toContain('NOT REVIEWED');
  });
});
