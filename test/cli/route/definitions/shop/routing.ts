import * as alerts from './alerts.ts';
import { shop } from './system.ts';

const receiver = (name: string) => shop.receiver(name, { webhook: [{ url: `http://notify:8080/${name}` }] });
const team = receiver('team');
const pager = receiver('pager');
const writers = receiver('writers');
const nights = shop.timeInterval('nights', [{ times: [{ from: '22:00', to: '06:00' }], location: 'Europe/Berlin' }]);
const workdays = shop.timeInterval('workdays', [{ weekdays: [{ from: 'monday', to: 'friday' }] }]);
shop.routing({
  alerts,
  receiver: team,
  groupBy: ['alertname'],
  routes: [
    { match: { severity: 'critical' }, receiver: pager, repeatInterval: '1h' },
    { match: { method: ['POST', 'PUT'] }, receiver: writers, groupBy: ['alertname', 'method'], active: [workdays] },
    { match: { severity: 'warning' }, mute: [nights] },
  ],
  inhibit: [{ source: { alertname: 'ShopDown' }, target: { severity: 'warning' }, equal: ['instance'] }],
});
