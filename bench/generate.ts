import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Definitions made to be measured. */

const repository = dirname(dirname(fileURLToPath(import.meta.url)));

const system = `import { system } from 'alidade';

export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'], runsOn: { prometheus: '3.5', grafana: '12' },
});
export const server = shop.scrapeJob('shop', { targets: ['shop:9100'], interval: '15s' });
`;

/** A recipe called in a loop: `alerts` different alerts over a hundredth as many metrics. */
const recipe = (alerts: number) => `import { command, oneOf, step, upTo } from 'alidade';
import { server, shop } from './system.ts';

const runbook = shop.runbook('requests', {
  title: 'Requests fail', about: 'Requests fail or are slow.', steps: [step('Look', command('kubectl get pods'))],
});

const services = Array.from({ length: ${alerts / 100} }, (_, index) => ({
  name: \`Service\${index}\`,
  requests: server.counter(\`shop_service\${index}_requests_total\`, {
    help: \`Requests handled by service \${index}.\`, counts: 'requests',
    labels: { method: upTo(20), status: oneOf('success', 'error') },
  }),
}));

for (const { name, requests } of services) {
  for (let percent = 1; percent <= 100; percent++) {
    shop.alert(\`\${name}Failing\${percent}\`, {
      when: requests.fraction({ status: 'error' }, { over: '5m', by: 'method' }).gt(percent / 1000),
      for: '5m', severity: percent > 50 ? 'critical' : 'warning', runbook,
      summary: ({ labels, value }) => \`\${labels.method} of \${name} fails \${value.percentage} of its requests\`,
      description: \`More than \${percent / 10} % of the requests failed over five minutes.\`,
      labels: { service: name },
    });
  }
}
`;

/** A folder with one system that declares so many alerts by a recipe. */
export function recipeProject(folder: string, alerts: number): string {
  return project(folder, { 'system.ts': system, 'alerts.ts': recipe(alerts) });
}

/** How many declarations stand in one file of the literal project. */
const perFile = 50;

/** A folder with so many metrics written out and, unless left out, as many alerts: what the compiler has to check. */
export function literalProject(folder: string, count: number, alerts = true): string {
  const files: Record<string, string> = { 'system.ts': system };
  for (let first = 0; first < count; first += perFile) {
    const numbers = Array.from({ length: perFile }, (_, index) => first + index);
    files[`metrics${first}.ts`] = [
      `import { oneOf, upTo } from 'alidade';\nimport { server } from './system.ts';\n`,
      ...numbers.map(literalMetric),
    ].join('\n');
    if (alerts) {
      files[`alerts${first}.ts`] = [
        `import * as m from './metrics${first}.ts';\nimport { shop } from './system.ts';\n`,
        ...numbers.map(literalAlert),
      ].join('\n');
    }
  }
  return project(folder, files);
}

/** Three kinds of metrics in turn, each with an alert that fits it. */
function literalMetric(n: number): string {
  const name = `export const m${n} = server`;
  const help = `help: 'Metric ${n}.'`;
  const metrics = [
    `${name}.counter('shop_m${n}_total', { ${help}, counts: 'requests', labels: { method: upTo(20), status: oneOf('success', 'error') } });`,
    `${name}.gauge('shop_m${n}_bytes', { ${help}, unit: 'bytes', labels: { pool: oneOf('a', 'b') } });`,
    `${name}.histogram('shop_m${n}_seconds', { ${help}, unit: 'seconds', labels: { method: upTo(20) }, buckets: [0.1, 0.25, 0.5, 1, 2.5] });`,
  ];
  return metrics[n % 3]!;
}

function literalAlert(n: number): string {
  const alerts = [
    [
      `m.m${n}.fraction({ status: 'error' }, { over: '5m', by: 'method' }).gt('${(n % 50) + 1}%')`,
      '`${labels.method} fails ${value.percentage}`',
    ],
    [
      `m.m${n}.where({ pool: 'a' }).avgOverTime('10m').sum({ by: 'pool' }).gt('${(n % 9) + 1}GiB')`,
      '`${labels.pool} uses ${value.bytes}`',
    ],
    [`m.m${n}.quantile(0.95, { over: '5m', by: 'method' }).gt('500ms')`, '`${labels.method} takes ${value.duration}`'],
  ] as const;
  const [when, summary] = alerts[n % 3]!;
  return `shop.alert('Alert${n}', {\n  when: ${when},\n  for: '5m', severity: 'warning',\n  summary: ({ labels, value }) => ${summary},\n});`;
}

function project(folder: string, files: Readonly<Record<string, string>>): string {
  rmSync(folder, { recursive: true, force: true });
  const home = join(folder, 'definitions', 'shop');
  mkdirSync(home, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  const compilerOptions = { types: ['node'], typeRoots: [join(repository, 'node_modules/@types')] };
  const tsconfig = { extends: join(repository, 'tsconfig.json'), compilerOptions, include: ['.'], exclude: [] };
  writeFileSync(join(folder, 'definitions', 'tsconfig.json'), JSON.stringify(tsconfig));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(repository, join(folder, 'node_modules', 'alidade'), 'dir');
  return folder;
}
