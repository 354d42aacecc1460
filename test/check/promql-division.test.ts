import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { promqlDivision } from '../../src/check/promql-division.ts';
import { runChecks } from '../../src/check/run.ts';
import { alert, metric, project, recordingRule, scrapeJob } from '../analyze/project.ts';

const declared = project({
  scrapeJobs: [scrapeJob('shop')],
  metrics: [
    ...['used', 'limit', 'third'].map((name) => metric(name, 'gauge')),
    ...['errors_total', 'requests_total'].map((name) => metric(name, 'counter')),
    metric('seconds', 'histogram', { unit: 'seconds', buckets: [1] }),
    metric('build_info', 'info'),
  ],
  recordingRules: [
    recordingRule('quotient', 'used / limit'),
    recordingRule('quotient:more', 'quotient + third'),
    recordingRule('guarded', 'used / (limit > 0)'),
    recordingRule('sums', 'used + third'),
    recordingRule('largest', 'max(used / limit)'),
    recordingRule('circle:a', 'circle:b + used'),
    recordingRule('circle:b', 'circle:a + third'),
  ],
});

function said(expr: string): readonly string[] {
  const found = runChecks(analyze({ ...declared, alerts: [alert('A', expr)] }), [promqlDivision]);
  return found.map(({ place: { origin, span } }) => origin.template!.text.slice(span!.start, span!.end));
}

describe('what is left out, proven or harmless is silent', () => {
  it.each([
    'used / limit > 1',
    'sum(used) / sum(limit)',
    'sum(used + limit)',
    'sum(used * limit)',
    'min(used / limit)',
    'max(used / limit)',
    'count(used / limit)',
    'count_values("value", used / limit)',
    'group(used / limit)',
    'topk(5, used / limit)',
    'bottomk(5, used / limit)',
    'limitk(5, used / limit)',
    'sum(used / (limit > 0))',
    'sum(used / (limit != 0))',
    'sum(used / (0 != limit))',
    'sum(used / (limit >= 1))',
    'sum(used / (limit < 0))',
    'sum(used % (limit > 0))',
    'sum(used / 2)',
    'sum(used / -2)',
    'sum(used / (2))',
    'sum(((used) / 2))',
    'sum(used % 2)',
    'sum(used / 1024 / 1024)',
    'sum(used / vector(2))',
    'sum(used / clamp_min(limit, 1))',
    'sum(1 / clamp_min(limit, 1))',
    'sum(used / clamp_max(limit, -1))',
    'sum(used / clamp(limit, 1, 10))',
    'sum(used / clamp(limit, -10, -1))',
    'sum(used / on (instance) count by (instance) (limit))',
    'sum(used / on (instance) group_left build_info)',
    'sum(used / scalar(count(limit)))',
    'sum((used / limit) > 0.5)',
    'avg(used / limit >= 0)',
    'sum((used / limit) and limit > 0)',
    'sum((used / limit) unless limit == 0)',
    'sum((used / limit) > bool 0.5)',
    'sum(max_over_time((used / limit)[1h:5m]))',
    'count(sum by (job) (used) / sum by (job) (limit) > 0.5)',
    'sum(max by (job) (used / limit))',
    'sum(guarded)',
    'sum(sums)',
    'sum(largest)',
    'sum(circle:a)',
    'sum(nobody_knows / nobody_else)',
    'sum(used / nobody_knows)',
    'avg(time() / 3600)',
    'sum(rate(seconds_sum[5m])) / sum(rate(seconds_count[5m])) > 1',
  ])('%s', (expr) => expect(said(expr)).toEqual([]));
});

describe('what may be 0 is shown', () => {
  it.each([
    ['sum(used / limit)', ['limit']],
    ['avg(used % limit)', ['limit']],
    ['stddev(used / limit)', ['limit']],
    ['stdvar(used / limit)', ['limit']],
    ['quantile(0.9, used / limit)', ['limit']],
    ['avg by (job) (rate(errors_total[5m]) / rate(requests_total[5m])) > 0.1', ['rate(requests_total[5m])']],
    ['sum(used / limit) + count(used / limit)', ['limit']],
    ['sum(used / limit) / sum(third)', ['limit']],
    ['sum((used / limit) * 100)', ['limit']],
    ['sum(-(used / limit))', ['limit']],
    ['sum(abs(used / limit))', ['limit']],
    ['sum(label_replace(used / limit, "a", "b", "", ""))', ['limit']],
    ['sum(avg_over_time((used / limit)[1h:5m]))', ['limit']],
    ['sum(used / limit or third)', ['limit']],
    ['sum(used / limit != 5)', ['limit']],
    ['sum(used / (limit > bool 0))', ['(limit > bool 0)']],
    ['sum(used / (limit == 0))', ['(limit == 0)']],
    ['sum(used / (limit <= 5))', ['(limit <= 5)']],
    ['sum((used > 0) / limit)', ['limit']],
    ['sum(1 / limit)', ['limit']],
    ['sum(used / 0)', ['0']],
    ['sum(used % 0)', ['0']],
    ['sum(used / vector(0))', ['vector(0)']],
    ['sum(used / clamp_min(limit, 0))', ['clamp_min(limit, 0)']],
    ['sum(used / clamp_min(limit, scalar(third)))', ['clamp_min(limit, scalar(third))']],
    ['sum(used / clamp_max(limit, 1))', ['clamp_max(limit, 1)']],
    ['sum(used / clamp(limit, -1, 1))', ['clamp(limit, -1, 1)']],
    ['sum(used / clamp(limit, 0, 1))', ['clamp(limit, 0, 1)']],
    ['sum(quotient)', ['quotient']],
    ['sum(quotient:more)', ['quotient:more']],
    ['sum(sum by (job) (used / limit))', ['limit']],
  ])('%s', (expr, places) => expect(said(expr)).toEqual(places));
});

describe('words', () => {
  it('say what to write', () => {
    const [found] = runChecks(analyze({ ...declared, alerts: [alert('A', 'sum(used / limit)')] }), [promqlDivision]);
    expect(found).toMatchObject({
      message: 'this may be 0, and one quotient that is no number spoils the sum',
      help: 'leave zeros out: / (limit > 0)',
    });
  });
});
