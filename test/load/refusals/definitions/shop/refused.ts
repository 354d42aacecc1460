// Everything DESIGN's table of refusals lists; above each line stands what synth adds to the compiler's words.
import { promql, row, sli, timeseries } from 'alidade';
import * as m from './metrics.ts';
import { shop } from './system.ts';

const o = { for: '5m', severity: 'critical' } as const;

// help: write one of "error", "success", a list of them, or matching('…')
m.requests.where({ status: 'eror' });
// help: the labels here are instance, job, method, status
m.requests.where({ statuss: 'error' });
// help: the labels here are instance, job, method, status
m.requests.fraction({ statuss: 'error' }, { over: '5m' });

// help: rate is for counters; a gauge changes by .delta('5m'), .deriv('5m') for each second
m.heap.rate('5m');
// help: rate is for counters as they are scraped: take it first, then aggregate
m.heap.sum().rate('5m');
// help: quantile needs a histogram: one number for each series has no distribution
m.requests.quantile(0.9, { over: '5m' });
// help: a counter only grows: take .rate('5m') or .increase('1h') first
shop.alert('A', { when: m.requests.gt(5), ...o });
// help: compare it, such as .gt(…), or take .absent(): without a condition the alert fires all the time
shop.alert('B', { when: m.requests.rate('5m'), ...o });

// help: the labels here are instance, job, method, status
m.requests.rate('5m').sum({ by: 'methd' });
// help: the labels here are instance, job, method, status
m.requests.rate('5m').sum({ by: ['method', 'stats'] });
// help: only method is left here: an aggregation further in dropped the others
m.requests.rate('5m').sum({ by: 'method' }).sum({ by: 'status' });
// help: the expression keeps method: aggregate with by: 'status' too
shop.alert('C', { when: m.requests.rate('5m').sum({ by: 'method' }).gt(5), ...o, summary: ({ labels }) => `${labels.status}` });
// help: name the labels as an option: { by: 'method' }
m.requests.rate('5m').sum('method');

// help: the sides have different labels: say which must agree, { on: '…' } or { ignoring: '…' }, with groupLeft where many meet one
m.requests.rate('5m').div(m.conns);

// help: write bytes as a number or as '512MiB', '8GB'
m.heap.gt('1s');
// help: write seconds as a number or as '500ms', '1.5s', '2h'
m.duration.quantile(0.95, { over: '5m' }).gt('1GiB');
// help: one side is seconds, the other bytes: convert one of them
m.age.add(m.heap);
// help: write ratio as a number between 0 and 1 or as '5%'
m.requests.fraction({ status: 'error' }, { over: '5m' }).gt('5s');

// help: the histogram's buckets are 0.1, 0.5, 1, 2.5
m.duration.fractionBelow('300ms', { over: '5m' });

// help: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'
m.requests.rate('5 minutes');
// help: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'
shop.alert('D', { when: m.heap.gt('1GiB'), for: '5x', severity: 'critical' });
// help: give a range, such as .rate('5m'): variables and $__rate_interval are known to dashboards only
shop.alert('E', { when: m.requests.rate().gt(5), ...o });

// help: write one of "critical", "warning"
shop.alert('F', { when: m.heap.gt('1GiB'), for: '5m', severity: 'crit' });
// help: it takes dev, prod
shop.perEnvironment({ dev: 1, prd: 2 });
// help: add prod: …
shop.perEnvironment({ dev: 1 });

// help: nothing exposes the metric yet, so this would never fire; if that is meant, say why: plannedMetrics: '…'
shop.alert('G', { when: m.planned.rate('5m').gt(1), ...o });

// help: add severity: …
shop.alert('H', { when: m.heap.gt('1GiB'), for: '5m' });
// help: PromQL as text is written promql`…`
shop.dashboard('x', { title: 'X', rows: [row('r', [timeseries('t', { query: 'rate(x)' })])] });

promql`up`;

const slow = shop.alert('Slow', { when: m.requests.rate('5m').sum({ by: 'method' }).gt(5), ...o });
const nobody = shop.receiver('nobody', {});
// help: none of the alerts given carries this label: they have those that they declare, and those that their expressions keep
shop.routing({ receiver: nobody, alerts: [slow], routes: [{ match: { teem: 'shop' } }] });
// help: write one of "...", "alertname", "method", "owner", "severity"
shop.routing({ receiver: nobody, alerts: [slow], groupBy: ['methd'] });
// help: add receiver: …
shop.routing({ routes: [] });

// help: the histogram's buckets are 0.1, 0.5, 1, 2.5
sli.latency(m.duration, { below: '300ms' });
// help: the labels here are instance, job, method, status
sli.ratio({ bad: m.requests.where({ status: 'error' }), total: m.requests, by: 'methd' });
// help: give two of good, bad and total: the third follows from them
sli.ratio({ total: m.requests });
// help: give the counter itself, or its where(…): its rate is taken over each window
sli.ratio({ bad: m.requests.rate('5m'), total: m.requests });
// help: a counter counts events: sli.ratio({ bad: …, total: … })
sli.gauge(m.requests);

const errors = sli.ratio({ bad: m.requests.where({ status: 'error' }), total: m.requests });
// help: write a percentage as a text: '99.9%'
shop.slo('a', { sli: errors, objective: '99.9', window: '30d' });
// help: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'
shop.slo('b', { sli: errors, objective: '99.9%', window: '30 days' });
// help: write one of "critical", "warning"
shop.slo('c', { sli: errors, objective: '99.9%', window: '30d', alerts: { page: { severity: 'crit' } } });
