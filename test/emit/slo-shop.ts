import { md, secret, sli, sub, system, upTo } from 'alidade';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import { gather } from '../../src/load/gather.ts';
import { registryOf } from '../../src/model/project.ts';

/** A shop with SLOs, as definitions declare it. */

type Given = { readonly severities?: readonly [string, ...string[]] };

export function newShop({ severities = ['critical', 'warning'] }: Given = {}) {
  const shop = system({
    title: 'Web Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities,
    runsOn: { prometheus: '3.5', grafana: '12', retention: '90d' },
    scrapeInterval: '15s',
    evaluationInterval: '30s',
  });
  const job = shop.scrapeJob('web', { targets: ['web:9090'] });
  const requests = job.counter('http_requests_total', {
    help: 'Requests.',
    counts: 'requests',
    labels: { code: upTo(9), method: upTo(9) },
  });
  const latency = job.histogram('http_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.5, 1] });
  const queue = job.gauge('queue_length', { help: 'Orders.', counts: 'orders', labels: { kind: upTo(3) } });
  const happy = job.gauge('satisfaction_ratio', { help: 'How happy customers are.', unit: 'ratio' });
  const errors = (more: object = {}) => sli.ratio({ bad: requests.where({ code: '500' }), total: requests, ...more });
  const happiness = () => sli.raw((over) => sub(1, happy.avgOverTime(over).avg()));
  const analysis = (): Analysis =>
    analyze(gather({ id: 'shop', path: import.meta.dirname } as never, registryOf(shop)!));
  return { shop, job, requests, latency, queue, happy, errors, happiness, analysis };
}

/** One SLO of each kind, with routes. */
export function fullShop(): Analysis {
  const { shop, requests, latency, queue, errors, happiness, analysis } = newShop();
  const runbook = shop.runbook('budget', { title: 'The budget burns', about: 'Errors.', steps: [] });
  const availability = shop.slo('availability', {
    sli: errors({ traffic: '50/s', minimumTraffic: '1/s' }),
    objective: '99.9%',
    window: '30d',
    description: 'Customers can order.',
    runbook,
    policy: [
      { remaining: '50%', action: 'Look for the cause.' },
      { remaining: '0%', action: md`Ship fixes only; see ${runbook}.` },
    ],
  });
  shop.slo('methods', {
    sli: sli.ratio({ good: requests.where({ code: '200' }), total: requests, by: 'method' }),
    objective: '99.999%',
    window: '13d',
    alerts: { ticket: false },
  });
  shop.slo('latency', {
    sli: sli.latency(latency, { below: '500ms' }),
    objective: '80%',
    window: '90d',
    title: 'Fast answers',
    owner: 'Team Web',
    service: 'Front end',
    alerts: { page: { windows: [{ long: '6h', burnRate: 7 / 3 }] } },
  });
  shop.slo('queue', { sli: sli.gauge(queue, { atMost: 100 }), objective: '99%', window: '7d' });
  shop.slo('happiness', { sli: happiness(), objective: '95%', window: '28d', alerts: { absent: false } });
  shop.slo('month', {
    sli: errors({ traffic: '100/h' }),
    objective: '99.5%',
    window: { calendar: 'month', timeZone: 'Europe/Berlin' },
    rules: false,
  });
  shop.guide('architecture', { body: md`What is promised: ${availability}.` });
  const pager = shop.receiver('On-call pager', { pagerduty: [{ routingKey: secret.env('KEY') }] });
  const chat = shop.receiver('chat', { slack: [{ apiUrl: secret.env('URL'), channel: '#shop' }] });
  shop.routing({
    receiver: chat,
    groupBy: ['alertname'],
    routes: [{ match: { severity: 'critical' }, receiver: pager }],
  });
  return analysis();
}
