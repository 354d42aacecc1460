import { promql } from 'alidade';
import { shop } from './system.ts';

const common = { for: '5m', severity: 'critical', summary: 'Requests fail.' } as const;

shop.alert('ManyRequests', { when: promql`rate(shop_requests_total[5m]) > 100`, ...common });
