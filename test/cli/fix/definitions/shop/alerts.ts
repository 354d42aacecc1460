import { oneOf, promql, upTo } from 'alidade';
import { server, shop } from './system.ts';

export const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.', counts: 'requests', labels: { method: upTo(20), status: oneOf('success', 'error') },
});
const queue = server.gauge('shop_queue_length', { help: 'Orders waiting to be packed.', counts: 'orders' });
const common = { for: '10m', severity: 'warning', ignore: { 'alert-runbook': 'A story.' } } as const;

// Two on a line, one of them behind a hole, and blanks   
shop.alert( "ManyErrors",{ when: promql`sum by (methd) (rate(${requests}{status='eror'}[5m])) > ${1}`, ...common,
  summary: '{{ $labels.method }} é fails' })

// One mended brings another to light.
shop.alert('Hidden', { when: promql`rate(shop_request_total{statu="error"}[5m]) > 1`, summary: 'Hidden', ...common });

// A builder: the compiler says so, too.
shop.alert('Built', { when: requests.where({ status: 'eror' }).rate('5m').gt(1), summary: 'Built', ...common });

// Written once, run twice: it is right for one of them.
for (const metric of [requests, queue]) {
  shop.alert(`Many${metric === queue ? 'Orders' : 'Requests'}`, {
    when: promql`sum by (status) (${metric}{staus="error"}) > 1`, summary: 'Twice', ...common, ignore: { 'promql-counter-read': 'A story.', 'alert-runbook': 'A story.' },
  });
}

// Silenced, and too far away.
shop.alert('Silenced', { when: promql`shop_queue_lenght > 1`, summary: 'Silenced', ...common, ignore: { ...common.ignore, 'promql-unknown-metric': 'Not yet.' } });
shop.alert('Far', { when: promql`shop_queue_size > 1`, summary: 'Far', ...common });
