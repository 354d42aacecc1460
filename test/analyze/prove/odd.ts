import type { Sample } from './sample.ts';

const shop = `
const server = it.scrapeJob('pay', { targets: ['pay:8080'], interval: '15s' });
server.counter('pay_requests_total', { help: 'x', counts: 'requests', labels: { code: upTo(30) } });
server.gauge('pay_pending', { help: 'x', counts: 'payments' });
server.counter('pay_amount_euros_total', { help: 'x' });
`;

/** Rules that are evaluated four times a minute. */
export const often: Sample = {
  options: `scrapeInterval: '15s', evaluationInterval: '15s', externalLabels: { region: 'eu-1' },`,
  catalog: shop,
  recorded: {
    'pay:errors:ratio1m': 'sum(rate(pay_requests_total{code=~"5.."}[1m])) / sum(rate(pay_requests_total[1m]))',
  },
  alerts: {
    Fails: 'pay:errors:ratio1m > 0.05 for 1m',
    FailsForLong: 'avg_over_time(pay:errors:ratio1m[10m]) > 0.02 for 0s',
    PeakOfFailures: 'max_over_time(pay:errors:ratio1m[10m:30s]) > 0.5 for 15s',
    Burst: 'irate(pay_requests_total[1m]) > 200 for 45s',
    PendingForHours: 'pay_pending > 10 for 6h',
  },
};

/** Days and weeks that are looked back, where there are few rules to evaluate all that time. */
export const longAgo: Sample = {
  options: `evaluationInterval: '5m',`,
  catalog: shop,
  alerts: {
    LessThanYesterday:
      'sum(increase(pay_amount_euros_total[1h])) < 0.5 * sum(increase(pay_amount_euros_total[1h] offset 1d)) for 10m',
    LessThanLastWeek: 'sum(rate(pay_requests_total[1h])) / sum(rate(pay_requests_total[1h] offset 1w)) < 0.6 for 0s',
    PendingGrew: 'pay_pending > 2 * (pay_pending offset 1d)',
    Working: 'sum(rate(pay_requests_total[10m])) < 1 and on () day_of_week() > 0 < 6 and on () hour() >= 8 < 18 for 0s',
  },
};

/** Rules that are evaluated twice a minute, over targets that are scraped every other. */
export const seldom: Sample = {
  options: `scrapeInterval: '2m', evaluationInterval: '30s', externalLabels: { region: 'eu-1', replica: 'a' },`,
  catalog: `
const meter = it.scrapeJob('meter', { targets: [{ targets: ['m1:80'], labels: { site: 'north' } }, { targets: ['m2:80'], labels: { site: 'south' } }] });
meter.counter('meter_energy_joules_total', { help: 'x', labels: { phase: oneOf('1', '2', '3') } });
meter.gauge('meter_voltage_volts', { help: 'x', labels: { phase: oneOf('1', '2', '3') } });
meter.gauge('meter_power_ratio', { help: 'x', unit: 'ratio' });
meter.gauge('meter_frequency', { help: 'x', labels: { source: anyValue } });
const other = it.scrapeJob('gate', { targets: ['gate:80'] });
other.gauge('gate_open', { help: 'x' });
`,
  alerts: {
    MeterDown: 'up{job="meter"} == 0 for 4m',
    SiteDown: 'sum by (site) (up{job="meter"}) == 0',
    AnyMissing: 'absent(up{job="meter", site="north"}) or absent(up{job="meter", site="south"}) or absent(gate_open)',
    Voltage: 'meter_voltage_volts > 253 or meter_voltage_volts < 207 for 10m',
    VoltageOfPhase: 'meter_voltage_volts{phase!="3", site=~"no.*"} < 207',
    Power: 'rate(meter_energy_joules_total[10m]) > 20000',
    PowerOfPhases:
      'sum by (site) (rate(meter_energy_joules_total{phase=~"1|2"}[10m])) / sum by (site) (rate(meter_energy_joules_total[10m])) > 0.9',
    PhaseIdle:
      'sum by (site, phase) (increase(meter_energy_joules_total[20m])) == 0 unless on (site) up{job="meter"} == 0',
    PowerFactor: 'meter_power_ratio < 0.85',
    Frequency: 'abs(meter_frequency{source!=""} - 50) > 0.2',
    FrequencyOfNone: 'meter_frequency{source=""} < 49',
    GateOpen: 'gate_open == 1 for 30m',
  },
};
