import { describe, expect, test } from 'vitest';
import { isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { promtool, saidAgainst } from './prove/held.ts';
import { longAgo, often, seldom } from './prove/odd.ts';
import { platform } from './prove/platform.ts';
import { analysisOfSample, type Sample } from './prove/sample.ts';
import { web } from './prove/web.ts';

/** What can not be shown of an alert, and why. */
const unproven: Readonly<Record<string, Readonly<{ firing?: string; quiet?: string }>>> = {
  Alerting: both('it reads ALERTS, which other alerts write'),
  Boolean: {
    firing:
      'the sides of (node_load5 > bool 10) + (node_hwmon_temp_celsius > bool 90) never match: they differ in the label sensor',
  },
  Deviates: { firing: 'no values were found at which it fires' },
  EightWeeks: both('its test would last 56d13m: 80653 evaluations of all 6 rules, for which promtool takes too long'),
  Impossible: { firing: 'it can never be both: process_open_fds > 10 and process_open_fds < 5' },
  NeverAbove: { firing: 'no value ever passes avg(up) > 1.5' },
  NeverBoth: { firing: 'it can never be both: probe_success == 0 and probe_success == 1' },
  OldKernel: { firing: 'no values were found at which it fires' },
  PaymentNative: both('store_payment_seconds is a native histogram, of which no samples are generated'),
  RedisMissing: { quiet: 'no series of redis_memory_used_bytes that is declared has instance="redis:6379"' },
};

function both(reason: string) {
  return { firing: reason, quiet: reason };
}

/** promtool evaluates all rules of a file in all its tests: files of few alerts take it less time. */
const mostAlerts = 5;

function parts({ alerts, recorded = {}, ...rest }: Sample): readonly Sample[] {
  const all = Object.entries(alerts);
  const count = Math.ceil(all.length / mostAlerts);
  return Array.from({ length: count }, (_, index) => {
    const some = Object.fromEntries(all.slice(index * mostAlerts, (index + 1) * mostAlerts));
    return { ...rest, recorded: readBy(Object.values(some), recorded), alerts: some };
  });
}

/** The rules that expressions read, and those that these read. */
function readBy(
  expressions: readonly string[],
  recorded: NonNullable<Sample['recorded']>,
): NonNullable<Sample['recorded']> {
  const read = Object.entries(recorded).filter(([name]) => expressions.some((text) => text.includes(name)));
  if (read.every(([, expr]) => expressions.includes(expr))) return Object.fromEntries(read);
  return readBy([...expressions, ...read.map(([, expr]) => expr)], recorded);
}

describe.each(Object.entries({ web, platform, often, longAgo, seldom }))(
  'alerts as people write them: %s',
  (_, sample) => {
    const analyses = parts(sample).map(analysisOfSample);

    test('each is shown to fire and to stay quiet, or it is said why not', () => {
      const reasons = analyses.flatMap((analysis) =>
        analysis.project.alerts.flatMap((alert) => {
          const { firing, quiet } = proofsOf(analysis)(alert);
          const missing = {
            ...(!isProven(firing) && { firing: firing.reason }),
            ...(!isProven(quiet) && { quiet: quiet.reason }),
          };
          return Object.keys(missing).length > 0 ? [[alert.name, missing] as const] : [];
        }),
      );
      const expected = Object.entries(unproven).filter(([name]) => Object.hasOwn(sample.alerts, name));
      expect(Object.fromEntries(reasons)).toEqual(Object.fromEntries(expected));
    });

    test.skipIf(promtool === undefined)(
      'promtool finds all tests to hold (needs promtool)',
      { timeout: 60_000 },
      () => {
        expect(saidAgainst(analyses)).toEqual([]);
      },
    );
  },
);
