import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { installed } from '../programs.ts';
import { eventually, freePort, whileServing } from '../server.ts';

const prometheus = installed('prometheus');
const out = resolve(import.meta.dirname, '../../out');

/** Folders below `out`, and the alerts in each. */
const emitted: Readonly<Record<string, readonly string[]>> = {
  'conexus/prod': [
    'HighMCPErrorRate',
    'SlowMCPRequests',
    'HighMemoryUsage',
    'IndexerStalled',
    'LowCacheHitRate',
    'ConexusDown',
    'Watchdog',
    ...alertsOf('IndexCorrectness', 'McpAvailability', 'McpLatency'),
  ],
  'devops-mcp': [
    ...['ServiceDown', 'HighErrorRate', 'HighLatency', 'MemoryLeak', 'GoroutineLeak', 'Watchdog'],
    ...alertsOf('ApiAvailability', 'ApiLatency', 'ErrorBudget'),
  ],
};

function alertsOf(...slos: readonly string[]): readonly string[] {
  return slos.flatMap((slo) => [`${slo}FastBurn`, `${slo}SlowBurn`, `${slo}Absent`]);
}

interface Rule {
  readonly name: string;
  readonly type: 'alerting' | 'recording';
  readonly health: string;
}
interface RulesAnswer {
  readonly data: {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  };
}

test.skipIf(prometheus === undefined).each(Object.entries(emitted))(
  'Prometheus loads out/%s and every rule is healthy (needs prometheus)',
  async (system, names) => {
    const folder = mkdtempSync(join(tmpdir(), 'alidade-prometheus-'));
    try {
      cpSync(join(out, system, 'prometheus'), folder, { recursive: true });
      for (const file of readdirSync(folder)) evaluateOften(join(folder, file));
      const address = `127.0.0.1:${await freePort()}`;
      const args = [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=${address}`,
      ];
      const rules = await whileServing(prometheus ?? '', args, () =>
        eventually(
          () => rulesOf(address),
          (found) => found.length > 0 && found.every(({ health }) => health !== 'unknown'),
          30,
        ),
      );
      expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
      expect(rules.filter(({ type }) => type === 'alerting').map(({ name }) => name)).toEqual(names);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

/** A rule is healthy or not once it was evaluated; the test need not wait half a minute for that. */
function evaluateOften(config: string): void {
  const text = readFileSync(config, 'utf8').replace(/^( *(?:evaluation_)?interval): \w+$/gm, '$1: 1s');
  writeFileSync(config, text);
}

async function rulesOf(address: string) {
  const answer = (await (await fetch(`http://${address}/api/v1/rules`)).json()) as RulesAnswer;
  return answer.data.groups.flatMap(({ rules }) => rules);
}
