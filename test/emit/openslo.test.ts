import { Ajv } from 'ajv';
import { sli } from 'alidade';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { openSlo } from '../../src/emit/openslo.ts';
import { inOneUnit } from '../../src/model/slo-series.ts';
import { expectGolden } from './golden.ts';
import { openSloSchema } from './openslo-schema.ts';
import { fullShop, newShop } from './slo-shop.ts';

interface Doc {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: Spec;
}
interface Spec {
  readonly description?: string;
  readonly service: string;
  readonly indicator: {
    readonly spec: { readonly ratioMetric: { readonly total: { readonly metricSource: { readonly spec: unknown } } } };
  };
  readonly timeWindow?: unknown;
  readonly budgetingMethod: string;
  readonly objectives: unknown;
  readonly alertPolicies?: readonly {
    readonly spec: {
      readonly conditions: readonly { readonly spec: { readonly condition: { readonly threshold: number } } }[];
      readonly notificationTargets: readonly { readonly targetRef: string }[];
    };
  }[];
}

const validate = new Ajv({ allErrors: false }).compile(openSloSchema);

async function documentsOf(analysis: Analysis): Promise<readonly Doc[]> {
  const [file] = await openSlo.emit(analysis);
  const documents = parseAllDocuments(file!.text);
  if (!Array.isArray(documents)) throw new Error('no documents');
  return documents.map((one) => {
    expect(one.errors).toEqual([]);
    const document = one.toJS() as Doc;
    expect([document.metadata.name, validate(document), validate.errors]).toEqual([document.metadata.name, true, null]);
    return document;
  });
}

/** Those that refer to something have it in the file; names of a kind are unique. */
function expectWhole(documents: readonly Doc[]): void {
  const named = (kind: string) => documents.filter((one) => one.kind === kind).map((one) => one.metadata.name);
  const all = documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(new Set(all).size).toBe(all.length);
  for (const { kind, spec } of documents) {
    if (kind !== 'SLO') continue;
    expect(named('Service')).toContain(spec.service);
    for (const policy of spec.alertPolicies ?? [])
      for (const { targetRef } of policy.spec.notificationTargets)
        expect(named('AlertNotificationTarget')).toContain(targetRef);
  }
}

test('SLOs of each kind', async () => {
  const analysis = fullShop();
  expectWhole(await documentsOf(analysis));
  await expectGolden('slo', await openSlo.emit(analysis));
});

test('no SLO, no file', async () => {
  expect(await openSlo.emit(newShop().analysis())).toEqual([]);
});

describe('what OpenSLO is stricter about', () => {
  test('durations are a whole number of one unit', () => {
    const hour = 3_600_000;
    expect([30 * 24 * hour, 7 * 24 * hour, 36 * hour, 10.4 * hour, 130_000, 0].map(inOneUnit)).toEqual([
      '30d',
      '7d',
      '36h',
      '624m',
      undefined,
      undefined,
    ]);
  });

  test('what has seconds is left out, and named', async () => {
    const { shop, errors, analysis } = newShop();
    const windows = [
      { long: '90s', budget: '2%' },
      { long: '1h', budget: '2%' },
    ] as const;
    shop.slo('short', { sli: errors(), objective: '99.9%', window: '30d', alerts: { page: { windows } } });
    shop.slo('odd', {
      sli: errors(),
      objective: '99.9%',
      window: '30m30s' as never,
      alerts: { page: false, ticket: false },
    });
    const [short, odd] = (await documentsOf(analysis())).slice(-2) as [Doc, Doc];
    expect(short.spec.description).toBe(
      'ShortFastBurn over 1m30s (burn rate 576) is left out: OpenSLO has no seconds.',
    );
    expect(short.spec.alertPolicies).toHaveLength(3);
    expect(odd.spec).toMatchObject({ description: 'The period is 30m30s.' });
    expect(odd.spec.timeWindow).toBeUndefined();
  });

  test('names of services differ as the services do; texts are no longer than it takes', async () => {
    const { shop, errors, analysis } = newShop();
    const options = { sli: errors(), objective: '99%', window: '30d' } as const;
    shop.slo('a', { ...options, service: 'Front End', title: 't'.repeat(64), description: 'word '.repeat(400) });
    shop.slo('b', { ...options, service: 'front-end', owner: 'Team A / B' });
    shop.slo('c', { ...options, service: 'ü'.repeat(80) });
    const documents = await documentsOf(analysis());
    expectWhole(documents);
    const [a, b] = documents.filter(({ kind }) => kind === 'SLO') as [Doc, Doc];
    expect([a.spec.service, b.spec.service]).toEqual(['front-end', 'front-end-2']);
    expect(a.spec.description).toMatch(/word…$/);
    expect(b.metadata.labels?.owner).toBe('team-a-b');
  });

  test.each([
    ['week', '1w', '2000-01-03 00:00:00'],
    ['month', '1M', '2000-01-01 00:00:00'],
    ['quarter', '1Q', '2000-01-01 00:00:00'],
    ['year', '1Y', '2000-01-01 00:00:00'],
  ] as const)('a calendar %s begins at a day', async (calendar, duration, startTime) => {
    const { shop, errors, analysis } = newShop();
    shop.slo('a', { sli: errors(), objective: '99%', window: { calendar }, rules: false });
    const slo = (await documentsOf(analysis())).at(-1)!;
    expect(slo.spec.timeWindow).toEqual([{ duration, isRolling: false, calendar: { startTime, timeZone: 'UTC' } }]);
    expect(slo.spec.alertPolicies).toBeUndefined();
  });
});

test('targets and thresholds are exact', async () => {
  const { shop, errors, analysis } = newShop();
  for (const [i, window] of (['7d', '13d', '28d', '90d'] as const).entries())
    shop.slo(`s${i}`, { sli: errors(), objective: '99.999%', window });
  for (const { kind, spec } of await documentsOf(analysis())) {
    if (kind !== 'SLO') continue;
    expect(spec.objectives).toEqual([{ target: 0.99999 }]);
    const conditions = spec.alertPolicies?.map(({ spec: { conditions } }) => conditions[0]?.spec.condition.threshold);
    expect(conditions).toEqual([14.4, 6, 3, 1]);
  }
});

test('a gauge is counted by its series, a ratio without counts is averaged', async () => {
  const { shop, job, happiness, analysis } = newShop();
  shop.slo('up', { sli: sli.gauge(job.up), objective: '99%', window: '30d' });
  shop.slo('happy', { sli: happiness(), objective: '99%', window: '30d' });
  const [up, happy] = (await documentsOf(analysis())).slice(-2) as [Doc, Doc];
  expect(up.spec.budgetingMethod).toBe('Occurrences');
  expect(up.spec.indicator.spec.ratioMetric.total.metricSource.spec).toEqual({
    query: 'count(up{job="web"})',
  });
  expect(happy.spec.budgetingMethod).toBe('RatioTimeslices');
  expect(happy.spec.objectives).toEqual([{ target: 0.99, timeSliceWindow: '5m' }]);
});
