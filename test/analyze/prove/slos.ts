/** A system with an SLO of every kind, at usual and at odd objectives and periods. */
export const slos = `
import { oneOf, sli, sub, system, upTo } from 'alidade';

export const it = system({
  title: 'It', owner: 'team', docsUrl: 'https://docs.example.com/it', severities: ['page', 'ticket'],
  runsOn: { prometheus: '3.5', grafana: '12', retention: '100d', features: ['native-histograms'] },
});
const job = it.scrapeJob('it', { targets: ['it:9090'], interval: '15s' });
const requests = job.counter('it_requests_total', {
  help: 'x', counts: 'requests', labels: { method: upTo(9), status: oneOf('success', 'error') },
});
const duration = job.histogram('it_duration_seconds', { help: 'x', unit: 'seconds', buckets: [0.1, 0.5, 1, 5], labels: { method: upTo(9) } });
const native = job.nativeHistogram('it_native_seconds', { help: 'x', unit: 'seconds' });
const queue = job.gauge('it_queue_length', { help: 'x', counts: 'orders', labels: { kind: upTo(3) } });
const satisfaction = job.gauge('it_satisfaction_ratio', { help: 'x', unit: 'ratio' });
const bad = { bad: requests.where({ status: 'error' }), total: requests } as const;
const good = { good: requests.where({ status: 'success' }), total: requests } as const;

it.slo('bad', { sli: sli.ratio({ ...bad, minimumTraffic: '50/s' }), objective: '99.9%', window: '30d' });
it.slo('good', { sli: sli.ratio({ ...good, by: 'method' }), objective: '99.999%', window: '13d' });
it.slo('half', { sli: sli.ratio({ ...good, minimumTraffic: '10/h' }), objective: '50%', window: '7d' });
it.slo('latency', { sli: sli.latency(duration, { below: '500ms' }), objective: '95%', window: '7d' });
it.slo('latency-of-method', { sli: sli.latency(duration, { below: '1s', by: 'method', minimumTraffic: '1/s' }), objective: '99%', window: '90d' });
it.slo('up', { sli: sli.gauge(job.up), objective: '99.99%', window: '90d' });
it.slo('queue', { sli: sli.gauge(queue, { atMost: 100, by: 'kind' }), objective: '80%', window: '28d' });
it.slo('stocked', { sli: sli.gauge(queue, { above: 0 }), objective: '97%', window: '7d' });
it.slo('happiness', { sli: sli.raw((over) => sub(1, satisfaction.avgOverTime(over).avg())), objective: '95%', window: '90d' });
it.slo('native', { sli: sli.latency(native, { below: '500ms' }), objective: '95%', window: '30d' });
`;
