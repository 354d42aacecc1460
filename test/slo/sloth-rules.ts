/** The rules that Sloth 0.16 generates of an SLO for 30 days, as far as its alerts and the period go. */
import { formatNumber } from '../../src/promql/number.ts';
import type { Rules } from './simulated.ts';
import type { SlothSlo } from './sloth-spec.ts';

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
const alerts = [
  {
    severity: 'page',
    pairs: [
      ['5m', '1h', 14.4],
      ['30m', '6h', 6],
    ],
  },
  {
    severity: 'ticket',
    pairs: [
      ['2h', '1d', 3],
      ['6h', '3d', 1],
    ],
  },
] as const;

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

const ratioOf = (window: string) => `slo:sli_error:ratio_rate${window}`;

export function slothRules(slos: readonly SlothSlo[]): Rules {
  const groups = slos.map((slo) => ({ name: `sloth-${slo.service}-${slo.name}`, rules: slothRulesOf(slo) }));
  return {
    files: [{ path: 'sloth/rules.yml', text: JSON.stringify({ groups }) }],
    order: groups.map(({ name }) => name),
  };
}

export function slothRulesOf(slo: SlothSlo): readonly Rule[] {
  const labels = { sloth_id: `${slo.service}-${slo.name}`, sloth_service: slo.service, sloth_slo: slo.name };
  const id = `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}}`;
  const budget = formatNumber(Number(((100 - slo.objective) / 100).toPrecision(12)));
  const above = (window: string, rate: number) =>
    `max(${ratioOf(window)}${id} > (${rate} * ${budget})) without (sloth_window)`;
  const both = ([short, long, rate]: readonly [string, string, number]) =>
    `(${above(short, rate)} and ${above(long, rate)})`;
  const base = `${ratioOf('5m')}${id}[30d]`;
  const average = `sum_over_time(${base}) / ignoring (sloth_window) count_over_time(${base})`;
  return [
    ...windows.map((window) => ({
      record: ratioOf(window),
      expr: errorRatio(slo, window),
      labels: { ...labels, sloth_window: window },
    })),
    { record: ratioOf('30d'), expr: average, labels: { ...labels, sloth_window: '30d' } },
    ...alerts.map(({ severity, pairs }) => ({
      alert: labels.sloth_id,
      expr: pairs.map(both).join(' or '),
      labels: { sloth_severity: severity },
    })),
  ];
}

function errorRatio({ sli }: SlothSlo, window: string): string {
  const filled = (query: string) => query.replaceAll(/\{\{\s*\.window\s*\}\}/g, window);
  return 'ratio' in sli ? `(${filled(sli.ratio)})` : `(${filled(sli.error)}) / (${filled(sli.total)})`;
}
