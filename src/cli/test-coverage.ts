import { type TestedAlert, testCoverage } from '../analyze/test-coverage.ts';
import { ruleKey } from '../model/rule.ts';
import type { TestCase } from '../model/test-case.ts';
import { plural } from '../report/count.ts';
import type { SystemTests } from './test-system.ts';

/** How many tests there were, how many held, and which alerts are not tested. */
export function coverageLines({ analysis, cases, skipped }: SystemTests): readonly string[] {
  const { id, system, alerts } = analysis.project;
  const name = system.environment === undefined ? id : `${id}/${system.environment}`;
  const checks = cases.flatMap((one) => one.checks);
  const held = checks.filter(({ verdict }) => verdict === 'holds').length;
  const left = skipped.length === 0 ? '' : `, ${skipped.length} not run`;
  const covered = testCoverage(analysis, cases.map(proven));
  const fired = covered.filter(({ firedBy }) => firedBy.length > 0).length;
  const quiet = covered.filter(({ keptQuietBy }) => keptQuietBy.length > 0).length;
  return [
    `${name}: ${plural(cases.length, 'test')}${left}, ${held} of ${checks.length} expectations hold`,
    `${name}: ${fired} of ${plural(alerts.length, 'alert')} made to fire, ${quiet} kept quiet`,
    ...covered.flatMap((one) =>
      missing(
        one,
        skipped.find(({ of: { checks } }) => checks.some(({ alert }) => alert === ruleKey(one.alert)))?.because,
      ),
    ),
  ];
}

/** What a case has shown: its expectations that hold. */
function proven({ of, checks }: SystemTests['cases'][number]): TestCase {
  return { ...of, checks: checks.flatMap(({ check, verdict }) => (verdict === 'holds' ? [check] : [])) };
}

type Because = SystemTests['skipped'][number]['because'] | undefined;

function missing({ alert, firedBy, keptQuietBy, reasons }: TestedAlert, newer: Because): readonly string[] {
  const tooOld = newer && `${newer.part} needs a promtool from ${newer.since} on`;
  const why = (reason = tooOld) => (reason === undefined ? '' : `: ${reason}`);
  return [
    ...(firedBy.length > 0 ? [] : [`  ${alert.name} is never made to fire${why(reasons.firing)}`]),
    ...(keptQuietBy.length > 0 || alert.alwaysFiring !== undefined
      ? []
      : [`  ${alert.name} is never kept quiet${why(reasons.quiet)}`]),
  ];
}
