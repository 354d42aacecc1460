import type { Analysis } from '../analyze/analysis.ts';
import { namesIn } from '../analyze/selected.ts';
import { intactIn } from '../analyze/sound.ts';
import { type TestedAlert, testCoverage } from '../analyze/test-coverage.ts';
import type { Alert, RecordingRule } from '../model/rule.ts';
import { subjectOf } from '../model/subject.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

const shop = `import { ramp, series, step, system } from 'alidade';
export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop', severities: ['warning'],
  runsOn: { prometheus: '3.5', grafana: '12', features: ['native-histograms'] },
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
const latency = server.nativeHistogram('shop_request_duration_seconds', { help: 'Time to handle a request.', unit: 'seconds' });
const runbook = shop.runbook('slow', { title: 'Slow', about: 'Requests take long.', steps: [step('Look')] });
const slow = shop.alert('ShopSlow', {
  when: latency.quantile(0.95, { over: '5m' }).gt('500ms'), for: '10m', severity: 'warning', summary: 'The shop is slow.', runbook,
});`;

export const alertUntested: Check = {
  id: 'alert-untested',
  severity: 'info',
  class: 'policy',
  concludesFromAbsence: true,
  why: 'Of an alert that no test makes fire, or none keeps quiet, nobody knows that it does what was meant until it must.',
  bad: shop,
  good: `${shop}
shop.ruleTest({
  alert: slow, interval: '1m',
  series: [series(latency, {}, '{{schema:0 sum:0 count:0}}+{{schema:0 sum:10 count:10 buckets:[10]}}x30')],
  firing: ['30m'], quiet: ['0s'],
});`,
  *find(analysis, { checks, findingsOf }) {
    const isIntact = intactIn(analysis.project);
    const untested = testCoverage(analysis).flatMap((tested) => (isIntact(tested.alert) && messageFor(tested)) || []);
    if (untested.length === 0) return;
    const subjectsTold = (kind: Check['class']) =>
      new Set(
        checks
          .filter((one) => one.class === kind && !one.runsLast)
          .flatMap(findingsOf)
          .map(({ subject }) => subject),
      );
    const [faulty, advised] = [subjectsTold('fact'), subjectsTold('advice')];
    for (const { alert, message } of untested) {
      if (advised.has(subjectOf(alert)) || subjectsOf(alert, analysis).some((subject) => faulty.has(subject))) continue;
      yield inOption(alert, [0], { message, help: 'declare a test: ruleTest({ alert, series, firing, quiet })' });
    }
  },
};

interface Untested {
  readonly alert: Alert;
  readonly message: string;
}

/** What no test shows, and why none could be generated. An alert that fires all the time is never quiet. */
function messageFor({ alert, firedBy, keptQuietBy, reasons }: TestedAlert): Untested | undefined {
  const because = (reason: string | undefined) =>
    reason === undefined ? '' : `: none is generated, because ${reason}`;
  const isFired = firedBy.length > 0;
  const isQuiet = keptQuietBy.length > 0 || alert.alwaysFiring !== undefined;
  if (isFired && isQuiet) return undefined;
  if (isFired) return { alert, message: `no test keeps ${alert.name} quiet${because(reasons.quiet)}` };
  const both = isQuiet ? `no test makes ${alert.name} fire` : `no test makes ${alert.name} fire or keeps it quiet`;
  return { alert, message: both + because(reasons.firing) };
}

/** The alert, and all that it reads: what is wrong with one of these is told, and mended, first. */
function subjectsOf(alert: Alert, { project, metric }: Analysis): readonly string[] {
  const read = new Set(namesIn(alert.expr));
  const rules = new Set<RecordingRule>();
  for (const name of read) {
    for (const rule of project.recordingRules.filter((one) => one.name === name)) {
      rules.add(rule);
      for (const further of namesIn(rule.expr)) read.add(further);
    }
  }
  return [alert, ...rules, ...[...read].flatMap((name) => metric(name) ?? [])].map(subjectOf);
}
