import { outage, series } from 'alidade';
import * as alerts from './alerts.ts';
import * as m from './metrics.ts';
import { conexus, server } from './system.ts';

conexus.ruleTest({
  name: 'a stalled indexer is told for as long as it is stalled',
  alert: alerts.indexerStalled,
  interval: '1m',
  // An hour of work, 25 hours of nothing, then work again.
  series: [series(m.filesIndexed, {}, '0+20x60 1200x1500 1200+20x50')],
  quiet: ['60m', '26h5m'],
  pending: ['80m'],
  firing: ['2h', '4h', '25h'],
});

conexus.ruleTest({
  name: 'a pause of less than half an hour is none',
  alert: alerts.indexerStalled,
  interval: '1m',
  series: [series(m.filesIndexed, {}, '0+20x25 500x24 500+20x25')],
  quiet: ['25m', '55m', '1h10m'],
});

conexus.ruleTest({
  name: 'an indexer that has had nothing to do is not stalled',
  alert: alerts.indexerStalled,
  interval: '1m',
  series: [series(m.filesIndexed, {}, '0x500')],
  quiet: ['20m', '8h'],
});

conexus.ruleTest({
  name: 'a single scrape that fails calls nobody',
  alert: alerts.conexusDown,
  series: [series(server.up, {}, outage({ from: '5m', until: '5m15s' }))],
  quiet: ['4m', '7m', '10m'],
});
