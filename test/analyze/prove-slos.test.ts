import { describe, expect, test } from 'vitest';
import { notationOf } from '../../src/analyze/prove/feed.ts';
import { isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { analysisOfFile } from '../check/judge.ts';
import { promtool, saidAgainst, saidWithAll } from './prove/held.ts';
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

  test('stand close to their thresholds, in how much is bad or for how long', () => {
    const both = (name: string) => {
      const { firing, quiet } = proofs(alertNamed(name));
      return [firing, quiet].map((attempt) => {
        if (!isProven(attempt)) throw new Error(attempt.reason);
        const bad = attempt.fed.filter(({ name, labels }) => labels.status === 'error' || !name.endsWith('_total'));
        return notationOf(bad[0]!.level, Math.floor(attempt.at / attempt.setting.interval) + 1);
      });
    };
    // 6 * 0.001 % of 100 each interval.
    expect(both('GoodFastBurn')).toEqual(['0+0.007x272', '0+0.005x272']);
    // 1 * 20 % of an hour.
    expect(both('QueueSlowBurn')).toEqual(['100+0x46 120+0x16', '100+0x51 120+0x11']);
    expect(both('HappinessFastBurn')).toEqual(['0.6+0x63', '0.8+0x63']);
  });

  test('mind the same share of bad events no longer where there is too little traffic', () => {
    const { firing, calm } = proofs(alertNamed('BadFastBurn'));
    const growths = (attempt: typeof calm | typeof firing) =>
      attempt && isProven(attempt) ? attempt.fed.map(({ level }) => level.step) : [];
    // 50/s are 3000 each interval.
    expect(growths(firing)).toEqual([70, 10_000]);
    expect(growths(calm)).toEqual([7, 1000]);
    expect(proofs(alertNamed('GoodFastBurn')).calm).toBeUndefined();
  });

  test('say of several groups that one of them is gone', () => {
    const { also } = proofs(alertNamed('QueueAbsent'));
    expect(also.map(({ fed }) => fed.map(({ labels, level }) => [labels.kind, notationOf(level, 70)]))).toEqual([
      [
        ['kind-1', '100+0x59 stale'],
        ['kind-2', '100+0x69'],
      ],
    ]);
    expect(also.map(({ results }) => results.now.map(({ labels }) => labels.kind))).toEqual([['kind-1']]);
    expect(proofs(alertNamed('UpAbsent')).also).toEqual([]);
  });

  test.skipIf(promtool === undefined)('promtool finds all tests to hold (needs promtool)', { timeout: 60_000 }, () => {
    expect(saidAgainst([analysis])).toEqual([]);
    expect(saidWithAll(analysis)).toEqual([]);
  });

  function alertNamed(name: string) {
    return analysis.project.alerts.find((alert) => alert.name === name)!;
  }
});
