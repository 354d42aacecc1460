import { system } from 'alidade';

export const bank = system({
  title: 'Bank',
  owner: 'bank-team',
  docsUrl: 'https://docs.example.com/bank',
  severities: ['critical'],
  runsOn: { prometheus: '3.5', grafana: '12' },
});
const server = bank.scrapeJob('bank', { targets: ['bank:9091'] });
const common = { for: '5m', severity: 'critical', summary: 'Look.', ignore: { 'alert-runbook': 'none yet' } } as const;
bank.alert('BankDown', { when: server.up.eq(0), ...common });
bank.alert('ShopDown', { when: server.up.sum().eq(0), ...common });
const team = bank.receiver('bank-team', { webhook: [{ url: 'http://notify:8080/bank' }] });
bank.routing({ receiver: team, groupBy: ['alertname'] });
