import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

/** Below the examples' prelude: alerts of two severities, with and without labels of their own, and receivers. */
const shop = `
shop.alert('Full', { when: promql\`max(shop_queue_length) > 1000\`, ...warning, severity: 'critical' });
shop.alert('Slow', { when: promql\`sum by (method, status) (rate(shop_requests_total[5m])) > 1\`, ...warning });
shop.alert('Packing', { when: promql\`max(shop_basket_bytes) > 9e9\`, ...warning, labels: { team: 'packing' } });
const [team, pager, web] = ['team', 'pager', 'web'].map((name) => shop.receiver(name, { webhook: [{ url: 'http://notify:8080/' + name }] }));
const nobody = shop.receiver('nobody', {});
const nights = shop.timeInterval('nights', [{ times: [{ from: '22:00', to: '06:00' }] }]);
const days = shop.timeInterval('days', [{ times: [{ from: '06:00', to: '22:00' }] }]);
`;

/** What some checks say of `routing({ … })` over these alerts: `routing-matcher @ 'eror' | no alert has …`. */
export function routingFindings(ids: RegExp, options: string, more = ''): readonly string[] {
  const routed = `${shop}${more}\nshop.routing({ receiver: team, groupBy: ['alertname'], ${options} });`;
  return judge(routed, judged(ids)).map(({ check, at, message }) => `${check} @ ${at} | ${message}`);
}

export function judged(ids: RegExp) {
  return checks.filter(({ id }) => ids.test(id));
}
