import { describe, expect, it, test } from 'vitest';
import { exampleFile } from '../../src/check/example.ts';
import { metricScraped } from '../../src/check/metric-scraped.ts';
import { judge, judgeFile } from './judge.ts';

const found = (body: string) =>
  judge(body)
    .filter(({ check }) => /scraped|unknown|label-value|bucket|refused/.test(check))
    .map(({ check, at, message }) => `${check} <${at}> ${message}`);

const job = (options: string, rest: string) => `const worker = shop.scrapeJob('worker', { ${options} });
const waiting = worker.gauge('shop_job_waiting', { help: 'Jobs that wait.', counts: 'jobs' });
${rest}`;
const alert = (expr: string) => `shop.alert('JobsPileUp', { when: promql\`${expr}\`, ...warning });`;
const scraped = (message: string, at = 'shop_job_waiting') => [`metric-scraped <${at}> ${message}`];

describe('what reads a series that nothing delivers', () => {
  it.each([
    [job(`targets: ['worker:1']`, alert('shop_job_waiting > 1')), []],
    [
      job(`targets: []`, alert('shop_job_waiting > 1')),
      scraped('shop_job_waiting is never scraped: job worker has no target'),
    ],
    [
      job(`targets: []`, ''),
      scraped('shop_job_waiting is never scraped: job worker has no target', "'shop_job_waiting'"),
    ],
    [job(`discovery: { kubernetes: [{ role: 'pod' }] }`, alert('shop_job_waiting > 1')), []],
    [
      job(`targets: ['https://worker/']`, alert('shop_job_waiting > 1')),
      scraped('shop_job_waiting is never scraped: job worker has no target with an address: "https://worker/" is none'),
    ],
    [
      job(
        `targets: ['worker:1'], relabel: [{ action: 'keep', sourceLabels: ['zone'], regex: 'a' }]`,
        alert('shop_job_waiting > 1'),
      ),
      scraped('shop_job_waiting is never scraped: relabelling drops every target of job worker'),
    ],
    [
      job(
        `targets: ['worker:1'], metricRelabel: [{ action: 'keep', sourceLabels: ['__name__'], regex: 'shop_task_.*' }]`,
        alert('shop_job_waiting > 1'),
      ),
      scraped('shop_job_waiting is never stored: metricRelabel of job worker drops it'),
    ],
    [
      job(
        `targets: ['worker:1'], metricRelabel: [{ action: 'labelkeep', regex: 'job' }]`,
        alert('shop_job_waiting > 1'),
      ),
      scraped('shop_job_waiting is never stored: metricRelabel of job worker drops it'),
    ],
    [
      job(
        `targets: ['worker:1'], metricRelabel: [{ sourceLabels: ['__name__'], regex: 'shop_job_(.*)', targetLabel: '__name__', replacement: 'shop_task_$1' }]`,
        alert('shop_job_waiting > 1'),
      ),
      scraped('shop_job_waiting is stored as "shop_task_waiting": metricRelabel of job worker renames it'),
    ],
    [
      job(
        `targets: ['worker:1'], metricRelabel: [{ sourceLabels: ['__name__'], regex: 'shop_job_(.*)', targetLabel: '__name__', replacement: 'shop_task_$1' }]`,
        alert('shop_task_waiting > 1'),
      ),
      [],
    ],
    // Dropped where a label has a value: the rest stays.
    [
      `shop.scrapeJob('w', { targets: ['w:1'], metricRelabel: [{ action: 'drop', sourceLabels: ['kind'], regex: 'b' }] })
        .gauge('shop_kinds', { help: 'Kinds.', counts: 'kinds', labels: { kind: oneOf('a', 'b') } });
       ${alert('shop_kinds{kind="b"} > 1')}`,
      ['promql-label-value <"b"> label "kind" never has the value "b"'],
    ],
    [
      `shop.scrapeJob('w', { targets: ['w:1'], metricRelabel: [{ sourceLabels: ['kind'], regex: 'a', targetLabel: 'kind', replacement: 'z' }] })
        .gauge('shop_kinds', { help: 'Kinds.', counts: 'kinds', labels: { kind: oneOf('a', 'b') } });
       ${alert('shop_kinds{kind="a"} > 1 or shop_kinds{kind="z"} > 2')}`,
      ['promql-label-value <"a"> label "kind" never has the value "a"'],
    ],
    // Another job still delivers it.
    [`shop.scrapeJob('b', { targets: [] }).gauge('shop_queue_length', { help: 'A.', counts: 'orders' });`, []],
    // Planned ones are another check's.
    [
      `shop.scrapeJob('b', { targets: [] }).gauge('shop_later', { help: 'A.', counts: 'orders', lifecycle: 'planned' });`,
      [],
    ],
    // What a catalog declares and relabelling drops is nobody's fault until it is read.
    [
      `shop.scrapeJob('b', { targets: ['b:1'], metricRelabel: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }] })
        .catalog('go runtime').gauge('go_goroutines', { help: 'A.', counts: 'goroutines' });`,
      [],
    ],
    [
      `shop.scrapeJob('b', { targets: ['b:1'], metricRelabel: [{ action: 'drop', sourceLabels: ['__name__', 'le'], regex: 'shop_x_bucket;0.5' }] })
        .histogram('shop_x', { help: 'A.', counts: 'things', buckets: [0.1, 0.5] });
        ${alert('sum(rate(shop_x_bucket{le="0.1"}[5m])) > 1 and sum(rate(shop_x_count[5m])) > 1')}`,
      [],
    ],
  ])('%s', (body, expected) => {
    expect(found(body)).toEqual(expected);
  });
});

test('native histograms are stored where the version or a flag says so', () => {
  const native = (runsOn: string) => `const other = system({
  title: 'Other', owner: 'o', docsUrl: 'https://docs.example.com', severities: ['critical'], runsOn: { grafana: '12', ${runsOn} },
});
other.scrapeJob('other', { targets: ['other:1'] }).nativeHistogram('other_seconds', { help: 'A.', unit: 'seconds' });`;
  const judged = (runsOn: string) =>
    judgeFile(exampleFile(native(runsOn)), 'other', [metricScraped]).map(
      ({ check, at, message }) => `${check} <${at}> ${message}`,
    );
  const lost = (version: string) => [
    `metric-scraped <'other_seconds'> other_seconds is never stored: Prometheus ${version} leaves native histograms out unless told otherwise`,
  ];
  expect(judged(`prometheus: '3.5'`)).toEqual(lost('3.5'));
  expect(judged(`prometheus: '2.45'`)).toEqual(lost('2.45'));
  expect(judged(`prometheus: '3.5', features: ['native-histograms']`)).toEqual([]);
  expect(judged(`prometheus: '3.8'`)).toEqual([]);
});

describe('labels after relabelling', () => {
  const probes = `const probes = shop.scrapeJob('blackbox', {
  targets: ['https://example.com'], params: { module: ['http_2xx'] },
  relabel: [
    { sourceLabels: ['__address__'], targetLabel: '__param_target' },
    { sourceLabels: ['__param_target'], targetLabel: 'instance' },
    { targetLabel: '__address__', replacement: 'blackbox:9115' },
  ],
});
const success = probes.gauge('probe_success', { help: 'Whether the probe succeeded.', unit: 'ratio' });`;
  it.each([
    [alert('probe_success{instance="https://example.com"} == 0'), []],
    [
      alert('probe_success{instance="blackbox:9115"} == 0'),
      ['promql-label-value <"blackbox:9115"> label "instance" never has the value "blackbox:9115"'],
    ],
    [alert('up{instance="https://example.com", job="blackbox"} == 0'), []],
    [
      alert('probe_success{module="http_2xx"} == 0'),
      ['promql-unknown-label <module> no such label "module" on probe_success'],
    ],
  ])('%s', (body, expected) => {
    expect(
      found(`${probes}\n${body}`).map((line) =>
        line.replace(/^(promql-unknown-label <module>).*/, '$1 no such label "module" on probe_success'),
      ),
    ).toEqual(expected);
  });
});
