import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import { alert, project, recordingRule } from '../analyze/project.ts';

const corpora = '../shared/corpora';

describe.skipIf(!existsSync(corpora))("Prometheus' own expressions (needs ../shared/corpora)", () => {
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
