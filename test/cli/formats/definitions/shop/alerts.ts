import { promql } from 'alidade';
import { shop } from './system.ts';

const common = { for: '5m', severity: 'critical', summary: 'Requests fail.' } as const;

shop.alert('Misspelt', { when: promql`rate(shop_requests_totl[5m]) > 1`, ...common });
shop.alert('Mislabelled', { when: promql`rate(shop_requests_total{statu="error"}[5m]) > 1`, ...common });
