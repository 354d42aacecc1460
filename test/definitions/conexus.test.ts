import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inFolder, program } from '../programs.ts';
import { alertmanagerFiles, secretsAsked, secretsIn } from './alertmanager.ts';
import { handwritten, withExpression } from './handwritten.ts';
import { synthesized } from './synthesized.ts';

const made = synthesized('conexus');
const { status, stdout, files } = made;
const file = (path: string): string => files.get(path) ?? '';

test('synth has nothing to say about it', () => {
  const findings = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('added '));
  expect([status, findings]).toEqual([0, []]);
});

test('every environment has its own sampling rate, and all else the same rules', () => {
  const rate = (environment: string) => /SAMPLE_RATE=(\S+)/.exec(file(`${environment}/docs/README.md`))?.[1];
  expect(['dev', 'staging', 'prod'].map(rate)).toEqual(['1.0', '0.1', '0.01']);
  expect(file('prod/prometheus/alerts.yml')).toBe(file('dev/prometheus/alerts.yml'));
});

test.each(['dev', 'staging', 'prod'])('the quick start of %s asks for every secret that is read', (environment) => {
  expect(secretsAsked(made, `${environment}/`)).toEqual(secretsIn(made, `${environment}/`));
});

describe('promtool', () => {
  const promtool = program('promtool');
  const tests = readFileSync(resolve(import.meta.dirname, 'conexus-alerts.yml'), 'utf8');
  const alerts = file('dev/prometheus/alerts.yml');
  const judged = (rules: object) =>
    inFolder(
      [
        { path: 'alerts.yml', text: JSON.stringify(rules) },
        { path: 'tests.yml', text: tests },
      ],
      (folder) => promtool?.(['test', 'rules', 'tests.yml'], folder),
    );

  test.skipIf(promtool === undefined)('accepts the configuration and its rules (needs promtool)', () => {
    const config = [...files].filter(([path]) => path.startsWith('prod/')).map(([path, text]) => ({ path, text }));
    const run = inFolder(config, (folder) => promtool?.(['check', 'config', 'prod/prometheus/prometheus.yml'], folder));
    expect(run?.output).toContain('16 rules found');
    expect(run?.status).toBe(0);
  });

  test.skipIf(promtool === undefined)('sees every alert fire and fall silent as it should (needs promtool)', () => {
    expect(judged(handwritten(alerts))).toMatchObject({ status: 0 });
  });

  test.skipIf(promtool === undefined)("sees the source's IndexerStalled fall silent (needs promtool)", () => {
    const counter = 'conexus_indexer_files_indexed_total';
    const source = `rate(${counter}[15m]) == 0 and rate(${counter}[1h]) > 0`;
    const run = judged(withExpression(alerts, 'IndexerStalled', source));
    expect(run?.status).not.toBe(0);
    expect(run?.output).toMatch(/IndexerStalled, time: (2h|120m)/);
  });
});

describe('amtool', () => {
  const amtool = program('amtool');

  test.skipIf(amtool === undefined).each(['dev', 'staging', 'prod'])(
    'accepts the configuration of %s (needs amtool)',
    (environment) => {
      const config = alertmanagerFiles(made, `${environment}/`);
      const run = inFolder(config, (folder) => amtool?.(['check-config', 'alertmanager.yml'], folder));
      expect(run?.output).toContain('4 receivers');
      expect(run?.status).toBe(0);
    },
  );
});
