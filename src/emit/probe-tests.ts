import type { Analysis } from '../analyze/analysis.ts';
import { alertAt } from '../model/rule.ts';
import type { TestCase } from '../model/test-case.ts';
import { formatDuration } from '../promql/duration.ts';
import { inputOf, matcher, testsText } from './prometheus-tests.ts';

/**
 * A file of tests that are meant to fail: promtool then prints which alerts there are, with all labels and annotations. Each
 * case is named by its number; a comment names it in expressions, of which promtool prints nothing else. The last one of a
 * case always fails: where it is not printed, the case was not run.
 */
export function probesText(cases: readonly TestCase[], analysis: Pick<Analysis, 'project'>): string {
  return testsText(cases, analysis, (one, project, index) => {
    const asked = distinct(one.checks.map(({ alert, at }) => ({ alertname: nameOf(alert, project), at })));
    const expressions = asked.map(({ alertname, at }) => ({
      expr: `ALERTS{${matcher('alertname', '=', alertname)}}`,
      at,
    }));
    return {
      name: String(index),
      ...inputOf(one, project),
      alert_rule_test: asked.map(({ alertname, at }) => ({ eval_time: formatDuration(at), alertname, exp_alerts: [] })),
      promql_expr_test: [...expressions, { expr: 'vector(1)', at: 0 }].map(({ expr, at }) => ({
        expr: `${expr} # ${index}`,
        eval_time: formatDuration(at),
        exp_samples: [],
      })),
    };
  });
}

function nameOf(key: string, { alerts }: Analysis['project']): string {
  return alertAt(alerts, key)?.name ?? key;
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
