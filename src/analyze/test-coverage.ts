import { type Alert, ruleKey } from '../model/rule.ts';
import type { TestCase } from '../model/test-case.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';
import { isProven, type Proof, proofsOf } from './prove/prove.ts';
import { testCases } from './test-cases.ts';

/** By which tests an alert is made to fire, and by which it is kept quiet; a case may be of either kind or both. */
export interface TestedAlert {
  readonly alert: Alert;
  readonly firedBy: readonly TestCase[];
  readonly keptQuietBy: readonly TestCase[];
  /** Why none was generated, where that is known. */
  readonly reasons: Readonly<Record<'firing' | 'quiet', string | undefined>>;
}

/** How well each alert is tested, in order of declaration. */
export function testCoverage(
  analysis: Analysis,
  cases: readonly TestCase[] = testCases(analysis),
): readonly TestedAlert[] {
  const firing = new Map<string, TestCase[]>();
  const quiet = new Map<string, TestCase[]>();
  for (const one of cases) {
    for (const key of keysOf(one, 'firing')) append(firing, key, one);
    for (const key of keysOf(one, 'quiet')) append(quiet, key, one);
  }
  return analysis.project.alerts.map((alert) => {
    const key = ruleKey(alert);
    const reasons = reasonsOf(proofsOf(analysis)(alert));
    return { alert, firedBy: firing.get(key) ?? [], keptQuietBy: quiet.get(key) ?? [], reasons };
  });
}

function reasonsOf({ firing, quiet }: Proof): TestedAlert['reasons'] {
  const reason = (attempt: Proof['firing']) => (isProven(attempt) ? undefined : attempt.reason);
  return { firing: reason(firing), quiet: reason(quiet) };
}

function keysOf({ checks }: TestCase, state: 'firing' | 'quiet'): ReadonlySet<string> {
  return new Set(checks.filter((check) => check.state === state).map(({ alert }) => alert));
}
