import type { Alert } from '../../model/rule.ts';
import type { System } from '../../model/system.ts';
import type { ActiveAlert } from '../../model/test-case.ts';
import type { VectorSample } from '../../promql/evaluate-types.ts';
import { fillTemplate } from '../../promql/fill-template.ts';
import { annotationsOf } from '../annotations.ts';
import { seriesKey } from './feed.ts';
import type { Proven } from './prove.ts';

/**
 * The alerts that a proven test makes fire, with their texts filled in; undefined where a text cannot be foretold, or differs
 * between versions of Prometheus.
 */
export function activeAlerts(alert: Alert, { results }: Proven, system: System): readonly ActiveAlert[] | undefined {
  const now = filled(alert, results.now, system);
  const before = filled(alert, results.before, system);
  return now !== undefined && JSON.stringify(now) === JSON.stringify(before) ? now : undefined;
}

function filled(alert: Alert, samples: readonly VectorSample[], system: System): readonly ActiveAlert[] | undefined {
  const alerts = samples.map((sample) => filledOne(alert, sample, system));
  if (alerts.some((one) => one === undefined)) return undefined;
  return (alerts as readonly ActiveAlert[]).toSorted((a, b) =>
    seriesKey('', a.labels) < seriesKey('', b.labels) ? -1 : 1,
  );
}

function filledOne(alert: Alert, { labels, value }: VectorSample, system: System): ActiveAlert | undefined {
  const { __name__: _, ...own } = labels;
  // Texts see the name of the series too, which the alert itself has not.
  const data = { labels, value, externalLabels: system.externalLabels, externalUrl: '' };
  const fill = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined => {
    const entries = Object.entries(texts).map(([name, text]) => [name, fillTemplate(text, data)] as const);
    if (entries.some(([, text]) => text === undefined || isUnsettled(text))) return undefined;
    return Object.fromEntries(entries as readonly (readonly [string, string])[]);
  };
  const written = fill({ severity: alert.severity, ...alert.labels });
  const annotations = fill(annotationsOf(alert, system));
  return written && annotations && { labels: withoutEmpty({ ...own, ...written }), annotations };
}

/** The last digits of a number depend on the order in which a processor adds. */
function isUnsettled(text: string): boolean {
  return /\d\.\d{12}/.test(text);
}

function withoutEmpty(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}
