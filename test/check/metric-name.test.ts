import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { metricName } from '../../src/check/metric-name.ts';
import { metric, project, recordingRule } from '../analyze/project.ts';

function messages(prometheus: string, ...names: string[]): string[] {
  const { system } = project();
  const runsOn = { ...system.runsOn, prometheus };
  const metrics = names.map((name) => metric(name, 'gauge'));
  const recordingRules = names.map((name) => recordingRule(name, 'vector(1)'));
  const analysis = analyze(project({ system: { ...system, runsOn }, metrics, recordingRules }));
  return [
    ...metricName.find(analysis, { checks: [], today: '', isUsed: () => true, findingsOf: () => [], elsewhere: [] }),
  ].map(({ subject, message }) => `${subject}: ${message}`);
}

describe('metric-name', () => {
  it('takes letters, digits, _ and : everywhere', () => {
    expect(messages('2.42', 'a', '_a:b_1', 'A9')).toEqual([]);
  });
  it('takes any name for a metric from Prometheus 3.0, for a recording rule from 3.2', () => {
    expect(messages('2.53', 'a.b')).toHaveLength(2);
    expect(messages('3.1', 'a.b')).toEqual(['recording rule a.b: "a.b" is not a legal metric name in Prometheus 3.1']);
    expect(messages('3.10', 'a.b', 'ä')).toEqual([]);
  });
  it('refuses an empty name and, in rules, braces', () => {
    expect(messages('3.5', '')).toHaveLength(2);
    expect(messages('3.5', 'a{b="c"}')).toEqual([
      'recording rule a{b="c"}: "a{b="c"}" is not a legal name for a recording rule: it holds braces',
    ]);
  });
});
