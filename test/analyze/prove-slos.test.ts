import { describe, expect, test } from 'vitest';
import { isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { analysisOfFile } from '../check/judge.ts';
import { promtool, saidAgainst } from './prove/held.ts';
import { slos } from './prove/slos.ts';

describe('the alerts of SLOs', () => {
  const analysis = analysisOfFile(slos, 'it');
  const proofs = proofsOf(analysis);

  test('are shown to fire and to stay quiet; what is not, spoils no other', () => {
    const missing = analysis.project.alerts.flatMap((alert) => {
      const { firing, quiet } = proofs(alert);
      const reasons = [firing, quiet].map((attempt) => (isProven(attempt) ? 'proven' : attempt.reason));
      return reasons.every((reason) => reason === 'proven') ? [] : [[alert.name, ...reasons]];
    });
    const native = 'it_native_seconds is a native histogram, of which no samples are generated';
    const never = 'no values were found at which it fires';
    expect(missing).toEqual([
      ['HalfFastBurn', never, 'proven'],
      ['QueueFastBurn', never, 'proven'],
      ...['FastBurn', 'SlowBurn', 'Absent'].map((suffix) => [`Native${suffix}`, native, native]),
    ]);
  });

  test.skipIf(promtool === undefined)('promtool finds all tests to hold (needs promtool)', { timeout: 60_000 }, () => {
    expect(saidAgainst([analysis])).toEqual([]);
  });
});
