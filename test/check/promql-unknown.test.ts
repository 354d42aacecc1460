import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { promqlUnknownLabel } from '../../src/check/promql-unknown-label.ts';
import { promqlUnknownMetric } from '../../src/check/promql-unknown-metric.ts';
import { runChecks } from '../../src/check/run.ts';
import { alert, project } from '../analyze/project.ts';
import { findings, shop } from './catalog.ts';

function mended(expr: string): string | undefined {
  const analysis = analyze(project({ ...shop, alerts: [alert('A', expr)] }));
  const [found] = runChecks(analysis, [promqlUnknownLabel, promqlUnknownMetric]);
  if (found?.fix === undefined || found.place.span === undefined) return undefined;
  return expr.slice(0, found.place.span.start) + found.fix + expr.slice(found.place.span.end);
}

it.each([
  ['sum by (methd) (requests_total)', 'sum by (method) (requests_total)'],
  ['requests_total{staus="error"}', 'requests_total{status="error"}'],
  ['requests_total * on (instanc) heap_bytes', 'requests_total * on (instance) heap_bytes'],
  [
    'heap_bytes * on (instance) group_left (versio) build_info',
    'heap_bytes * on (instance) group_left (version) build_info',
  ],
  ['label_replace(up, "a", "$1", "instanc", "(.*)")', 'label_replace(up, "a", "$1", "instance", "(.*)")'],
  ["label_join(up, 'a', '-', 'instanc')", `label_join(up, 'a', '-', "instance")`],
  ['rate(request_total[5m])', 'rate(requests_total[5m])'],
  ['{__name__="request_total", method="a"}', '{__name__="requests_total", method="a"}'],
  ['sum by (whatever) (requests_total)', undefined],
  ['nothing_like_it', undefined],
])('a fix is exactly what to write: %s', (expr, expected) => expect(mended(expr)).toBe(expected));

it.each([
  ['errors_total / ignoring (methd) errors_total', ['promql-unknown-label: methd']],
  ['errors_total / ignoring (zebra) errors_total', []],
  ['requests_total / ignoring (zebra, status) group_left errors_total', []],
])('what ignoring names is told only where another label was meant: %s', (expr, expected) => {
  expect(findings(`${expr} > 0`, {}, [promqlUnknownLabel])).toEqual(expected);
});
