import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inFolder, program } from '../programs.ts';
import { alertmanagerFiles, secretsAsked, secretsIn } from './alertmanager.ts';
import { handwritten, withExpression } from './handwritten.ts';
import { synthesized } from './synthesized.ts';

const made = synthesized('devops-mcp');
const { status, stdout, files } = made;
const file = (path: string): string => files.get(path) ?? '';

test('synth has nothing to say about it', () => {
  const findings = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('added '));
  expect([status, findings]).toEqual([0, []]);
});

test('every alert leads to a runbook whose steps are commands and queries', () => {
  const { alerts, runbooks } = JSON.parse(file('model.json')) as Model;
  for (const { name, runbook } of alerts) {
    const steps = runbooks.find(({ id }) => id === runbook)?.steps ?? [];
    expect(steps.length, name).toBeGreaterThan(2);
    const page = file(`docs/runbooks/${runbook}.md`).split(/^### /m).slice(1);
    for (const step of page) expect.soft(step, name).toContain('```');
  }
});

test('the quick start asks for every secret that is read', () => {
  expect(secretsAsked(made, '')).toEqual(secretsIn(made, ''));
});

interface Model {
  readonly alerts: readonly { readonly name: string; readonly runbook: string }[];
  readonly runbooks: readonly { readonly id: string; readonly steps: readonly unknown[] }[];
}

describe('promtool', () => {
  const promtool = program('promtool');
  const tests = readFileSync(resolve(import.meta.dirname, 'devops-mcp-alerts.yml'), 'utf8');
  const alerts = file('prometheus/alerts.yml');
  const judged = (rules: object) =>
    inFolder(
      [
        { path: 'alerts.yml', text: JSON.stringify(rules) },
        { path: 'tests.yml', text: tests },
      ],
      (folder) => promtool?.(['test', 'rules', 'tests.yml'], folder),
    );

  test.skipIf(promtool === undefined)('accepts the configuration and its rules (needs promtool)', () => {
    const config = [...files].map(([path, text]) => ({ path, text }));
    const run = inFolder(config, (folder) => promtool?.(['check', 'config', 'prometheus/prometheus.yml'], folder));
    expect(run?.output).toContain('15 rules found');
    expect(run?.status).toBe(0);
  });

  test.skipIf(promtool === undefined)('sees every alert fire and fall silent as it should (needs promtool)', () => {
    expect(judged(handwritten(alerts))).toMatchObject({ status: 0 });
  });

  test.skipIf(promtool === undefined).each([
    [
      'MemoryLeak',
      'rate(go_memstats_alloc_bytes[5m]) > 0 and predict_linear(go_memstats_alloc_bytes[1h], 4*3600) > 8e9',
    ],
    ['GoroutineLeak', 'rate(go_goroutines[5m]) > 0 and predict_linear(go_goroutines[1h], 4*3600) > 10000'],
  ])("sees the source's %s fire for what shrinks (needs promtool)", (name, expr) => {
    const run = judged(withExpression(alerts, name, expr));
    expect(run?.status).not.toBe(0);
    const falls = { MemoryLeak: 'mcp-server', GoroutineLeak: 'rest-api' }[name];
    expect(run?.output).toMatch(new RegExp(`alertname: ${name}[^]*got:[^]*service="${falls}"`));
  });
});

describe('amtool', () => {
  const amtool = program('amtool');
  const config = alertmanagerFiles(made, '');

  test.skipIf(amtool === undefined)('accepts the configuration and its templates (needs amtool)', () => {
    const run = inFolder(config, (folder) => amtool?.(['check-config', 'alertmanager.yml'], folder));
    expect(run?.output).toContain('4 receivers');
    expect(run?.output).toContain('4 inhibit rules');
    expect(run?.status).toBe(0);
  });

  test.skipIf(amtool === undefined)(
    'writes what fires with what it means, and then what is over (needs amtool)',
    () => {
      const alert = (name: string, status: string) => ({
        status,
        annotations: { summary: name, description: `${name}!`, runbook_url: `http://x/${name}` },
      });
      const alerts = [alert('over', 'resolved'), alert('a', 'firing'), alert('b', 'firing')];
      const data = { receiver: 'slack', status: 'firing', alerts };
      const text = (parse(config.find(({ path }) => path === 'alertmanager.yml')?.text ?? '') as Config).receivers.find(
        ({ name }) => name === 'slack',
      )?.slack_configs?.[0]?.text;
      const run = inFolder([...config, { path: 'data.json', text: JSON.stringify(data) }], (folder) =>
        amtool?.(
          [
            'template',
            'render',
            '--template.glob=templates/*.tmpl',
            `--template.text=${text}`,
            '--template.data=data.json',
          ],
          folder,
        ),
      );
      expect(run).toEqual({
        status: 0,
        output: 'a\na! <http://x/a|Runbook>\nb\nb! <http://x/b|Runbook>\nOver: over\n',
      });
    },
  );
});

interface Config {
  readonly receivers: readonly {
    readonly name: string;
    readonly slack_configs?: readonly { readonly text: string }[];
  }[];
}
