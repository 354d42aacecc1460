import { describe, expect, it } from 'vitest';
import { storedSeries } from '../../src/analyze/test-series.ts';
import type { ScrapeJob } from '../../src/model/metric.ts';
import { type Relabel, relabelDefaults } from '../../src/model/relabel.ts';
import { metric, scrapeJob, system } from '../emit/sample.ts';

const requests = metric('shop_requests_total', 'counter', {
  labels: { method: { kind: 'any' }, instance: { kind: 'any' } },
});
const step = (options: Partial<Relabel>): Relabel => ({ ...relabelDefaults, sourceLabels: [], ...options }) as Relabel;

function stored(labels: Readonly<Record<string, string>>, job: Partial<ScrapeJob> = {}, name = 'shop_requests_total') {
  const series = storedSeries({ name, labels, values: '1', job: 'shop' }, requests, scrapeJob('shop', job), system());
  return series && `${series.name} ${JSON.stringify(series.labels)}`;
}

describe('a series of a test is stored', () => {
  it.each<[string, Readonly<Record<string, string>>, Partial<ScrapeJob>, string | undefined]>([
    [
      'with the labels of its target',
      { method: 'a' },
      {},
      'shop_requests_total {"job":"shop","instance":"shop:9091","method":"a"}',
    ],
    [
      'of the first of them',
      {},
      { targets: ['a:1', 'b:1'], labels: { zone: 'x' } },
      'shop_requests_total {"zone":"x","job":"shop","instance":"a:1"}',
    ],
    [
      'of the first group',
      {},
      {
        targets: [],
        targetGroups: [
          { targets: ['c:1'], labels: { shard: '1' } },
          { targets: ['d:1'], labels: {} },
        ],
      },
      'shop_requests_total {"shard":"1","job":"shop","instance":"c:1"}',
    ],
    [
      'with other ones where they are given',
      { zone: 'y' },
      { labels: { zone: 'x' } },
      'shop_requests_total {"zone":"y","job":"shop","instance":"shop:9091"}',
    ],
    [
      'without what is empty',
      { zone: '', method: '' },
      { labels: { zone: 'x' } },
      'shop_requests_total {"job":"shop","instance":"shop:9091"}',
    ],
    [
      'with its own label renamed',
      { instance: 'mine' },
      {},
      'shop_requests_total {"job":"shop","instance":"shop:9091","exported_instance":"mine"}',
    ],
    [
      'with its own label where it is honoured',
      { instance: 'mine' },
      { honorLabels: true },
      'shop_requests_total {"job":"shop","instance":"mine"}',
    ],
    [
      'of a target that discovery finds',
      {},
      { targets: [], discovery: { kubernetes: [{}] } },
      'shop_requests_total {"job":"shop","instance":"shop-1"}',
    ],
    [
      'after the relabelling of its target',
      {},
      { relabel: [step({ action: 'replace', targetLabel: 'env', replacement: 'prod' })] },
      'shop_requests_total {"env":"prod","job":"shop","instance":"shop:9091"}',
    ],
    [
      'after the relabelling of samples',
      { method: 'a' },
      { metricRelabel: [step({ action: 'labeldrop', regex: 'job|method' })] },
      'shop_requests_total {"instance":"shop:9091"}',
    ],
    [
      'under another name',
      {},
      { metricRelabel: [step({ action: 'replace', targetLabel: '__name__', replacement: 'renamed_total' })] },
      'renamed_total {"job":"shop","instance":"shop:9091"}',
    ],
    [
      'not at all, where it is dropped',
      {},
      { metricRelabel: [step({ action: 'drop', sourceLabels: ['__name__'], regex: 'shop_.*' })] },
      undefined,
    ],
  ])('%s', (_, labels, job, expected) => {
    const actual = stored(labels, job);
    expect(actual && sortedLabels(actual)).toBe(expected && sortedLabels(expected));
  });
});

function sortedLabels(text: string): string {
  const [name, labels = '{}'] = text.split(/ (.*)/);
  return `${name} ${JSON.stringify(Object.entries(JSON.parse(labels)).sort())}`;
}
