/** What holds of every system that ran for a while. */
import { expect } from 'vitest';
import type { Metric } from '../../src/model/metric.ts';
import { type Labels, typeWords } from './exposition.ts';
import { exposed } from './model.ts';
import { type Route, sorted } from './route.ts';
import type { Running } from './running.ts';
import { noticeOf } from './told.ts';

type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly help: string }[]>>;

/** Prometheus knows every metric as the catalog has it: type, help, labels and buckets. */
export async function expectCatalog({ ask, model }: Running): Promise<void> {
  const metadata = await ask<Metadata>('metadata');
  const series = await ask<readonly Labels[]>(`series?match[]=${encodeURIComponent('{__name__!=""}')}`);
  const namesOf = new Map<string | undefined, Set<string>>();
  const bounds = new Map<string | undefined, Set<number>>();
  for (const { __name__: name, le, ...labels } of series) {
    namesOf.set(name, new Set([...(namesOf.get(name) ?? []), ...Object.keys(labels)]));
    if (le !== undefined) bounds.set(name, (bounds.get(name) ?? new Set()).add(Number(le.replace('+Inf', 'Infinity'))));
  }
  const found = ({ name, type, labels, buckets }: Metric) => {
    const stored = namesOf.get(buckets ? `${name}_bucket` : name);
    return {
      name,
      ...metadata[name]?.find((one) => one.type === typeWords[type]),
      labels: Object.keys(labels).filter((label) => stored?.has(label)),
      buckets: buckets && [...(bounds.get(`${name}_bucket`) ?? [])].sort((a, b) => a - b),
    };
  };
  const declared = ({ name, type, help, labels, buckets }: Metric) => ({
    name,
    type: typeWords[type],
    help,
    unit: '',
    labels: Object.keys(labels),
    buckets: buckets && [...buckets, Number.POSITIVE_INFINITY],
  });
  const metrics = exposed(model);
  expect(metrics.map(found)).toEqual(metrics.map(declared));
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly name: string; readonly type: string; readonly health: string }[];
  }[];
}

export async function expectHealthy({ ask, model }: Running): Promise<void> {
  const { groups } = await ask<Rules>('rules');
  const rules = groups.flatMap((group) => group.rules);
  const alerts = rules.filter(({ type }) => type === 'alerting').map(({ name }) => name);
  expect([...alerts].sort()).toEqual(model.alerts.map(({ name }) => name).sort());
  expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
}

/** Each alert that somebody was told of reached all the receivers that `alidade route` names, and no others. */
export function expectTold({ arrivals }: Running, routes: ReadonlyMap<string, Route>): void {
  const notices = arrivals.map(noticeOf);
  const told = sorted(notices.map(({ alert }) => alert)).map((name) => {
    return [name, sorted(notices.filter(({ alert }) => alert === name).map(({ receiver }) => receiver))];
  });
  expect(told).toEqual(told.map(([name]) => [name, routes.get(String(name))?.receivers]));
}

/** Whoever expects to hear from the dead man's switch would not have called: a quarter of an hour without it is too long. */
export function expectHeard({ arrivals, lasting }: Running): void {
  const heard = arrivals.filter(({ receiver }) => receiver === 'heartbeat').map(({ at }) => at);
  const silences = heard.map((at, index) => (heard[index + 1] ?? performance.now()) - at);
  expect(heard.length).toBeGreaterThan(2);
  expect(Math.max(...silences)).toBeLessThan(lasting('15m'));
}
