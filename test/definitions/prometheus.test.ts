import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { installed } from '../programs.ts';
import { eventually, freePort, whileServing } from '../server.ts';

const prometheus = installed('prometheus');
const out = resolve(import.meta.dirname, '../../out');

/** Folders below `out`, and the rules in each. */
const emitted: Readonly<Record<string, readonly string[]>> = {
  'conexus/prod': [
    'HighMCPErrorRate',
    'SlowMCPRequests',
    'HighMemoryUsage',
    'IndexerStalled',
    'LowCacheHitRate',
    'ConexusDown',
    'Watchdog',
  ],
  'devops-mcp': ['ServiceDown', 'HighErrorRate', 'HighLatency', 'MemoryLeak', 'GoroutineLeak', 'Watchdog'],
};

interface RulesAnswer {
  readonly data: {
    readonly groups: readonly { readonly rules: readonly { readonly name: string; readonly health: string }[] }[];
  };
}

test.skipIf(prometheus === undefined).each(Object.entries(emitted))(
  'Prometheus loads out/%s and every rule is healthy (needs prometheus)',
  async (system, names) => {
    const folder = mkdtempSync(join(tmpdir(), 'alidade-prometheus-'));
    try {
      cpSync(join(out, system, 'prometheus'), folder, { recursive: true });
      evaluateOften(join(folder, 'prometheus.yml'));
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
      expect(rules.map(({ name, health }) => `${name}: ${health}`)).toEqual(names.map((name) => `${name}: ok`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);

/** A rule is healthy or not once it was evaluated; the test need not wait half a minute for that. */
function evaluateOften(config: string): void {
  writeFileSync(config, readFileSync(config, 'utf8').replace(/evaluation_interval: \w+/, 'evaluation_interval: 1s'));
}

async function rulesOf(address: string) {
  const answer = (await (await fetch(`http://${address}/api/v1/rules`)).json()) as RulesAnswer;
  return answer.data.groups.flatMap(({ rules }) => rules);
}
