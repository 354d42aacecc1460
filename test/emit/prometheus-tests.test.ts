import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { readSeen } from '../../src/analyze/promtool-output.ts';
import { verdictOf } from '../../src/analyze/test-verdict.ts';
import { probesText } from '../../src/emit/probe-tests.ts';
import { prometheusRules } from '../../src/emit/prometheus-rules.ts';
import { prometheusTests, testsFile, testsText } from '../../src/emit/prometheus-tests.ts';
import type { Project } from '../../src/model/project.ts';
import type { CaseCheck, TestCase } from '../../src/model/test-case.ts';
import { inFolder, program } from '../programs.ts';
import { expectGolden } from './golden.ts';
import { alert, analysisOf, declaredIn, recordingRule, system } from './sample.ts';

const promtool = program('promtool');
const { origin } = declaredIn('/home/someone/definitions/shop/alerts.ts');

const fails = alert('Fails', 'sum by (method) (shop:errors:rate5m) > 1', {
  for: 300_000,
  labels: { team: 'shop', zone: '{{ $labels.method }}' },
  summary: 'fails in {{ $externalLabels.region }} at {{ $value }}',
});
const failsABit = alert('Fails', 'sum by (method) (shop:errors:rate5m) > 0', { severity: 'warning' });
const down = alert('Down', 'up == 0', { summary: '{{ $labels.instance }} is "down"' });
const parts: Partial<Project> = {
  system: system({ externalLabels: { region: 'eu' } }),
  alerts: [fails, failsABit, down],
  recordingRules: [recordingRule('shop:errors:rate5m', 'rate(shop_errors_total[5m])')],
};
const analysis = analysisOf(parts);
const critical = 'Fails{severity="critical", team="shop", zone="{{ $labels.method }}"}';
const warning = 'Fails{severity="warning"}';

function check(state: CaseCheck['state'], key: string, minutes: number, rest: Partial<CaseCheck> = {}): CaseCheck {
  return { state, alert: key, at: minutes * 60_000, labels: {}, annotations: {}, place: { origin }, ...rest };
}
function caseOf(name: string, series: TestCase['series'], checks: readonly CaseCheck[]): TestCase {
  return { name, from: 'declared', interval: 60_000, series, checks };
}
const errors = (method: string, values: string) => ({
  name: 'shop_errors_total',
  labels: { method, job: 'shop' },
  values,
});
const up = { name: 'up', labels: { job: 'shop', instance: 'shop:9091' }, values: '1x4 0x20' };

const cases: readonly TestCase[] = [
  caseOf(
    'errors of one method: "search"',
    [errors('search', '0+120x20'), errors('buy \\ "x"', '0x20')],
    [
      check('quiet', critical, 0),
      check('pending', critical, 4),
      check('firing', critical, 15, { labels: { method: 'search', zone: 'search' } }),
      check('firing', critical, 15, { annotations: { summary: 'fails in eu at 2' } }),
      check('quiet', critical, 15, { labels: { method: 'buy \\ "x"' } }),
      check('firing', warning, 15),
      check('quiet', 'Down{severity="critical"}', 15),
    ],
  ),
  caseOf(
    'down',
    [up],
    [
      check('firing', 'Down{severity="critical"}', 10, {
        exactly: [
          {
            labels: { severity: 'critical', job: 'shop', instance: 'shop:9091', gone: '' },
            annotations: { summary: 'shop:9091 is "down"' },
          },
        ],
      }),
    ],
  ),
];

test('cases with all their parts', async () => {
  await expectGolden('prometheus-tests', [{ path: testsFile, text: testsText(cases, analysis) }]);
});

test('nothing is written where nothing is tested', async () => {
  expect(await prometheusTests.emit(analysisOf())).toEqual([]);
});

test('without recording rules promtool may take groups in any order', () => {
  const { group_eval_order, rule_files } = parse(testsText([], analysisOf({ alerts: [down] })));
  expect([group_eval_order, rule_files]).toEqual([undefined, ['alerts.yml']]);
});

function run(all: readonly TestCase[], text = testsText(all, analysis)) {
  const files = [...(prometheusRules.emit(analysis) as []), { path: testsFile, text }];
  return inFolder(files, (folder) => promtool!(['test', 'rules', testsFile], folder));
}

describe.skipIf(promtool === undefined)('promtool (needs promtool)', () => {
  it('accepts what is expected', () => {
    expect(run(cases)).toMatchObject({ status: 0, output: expect.stringContaining('SUCCESS') });
  });

  const wrong: readonly [string, number, CaseCheck, string][] = [
    [
      'firing',
      0,
      check('firing', critical, 4),
      'Fails does not fire at 4m: then there is firing {method="search", severity="warning"}, pending {method="search", severity="critical", team="shop", zone="search"}',
    ],
    [
      'firing with a label',
      0,
      check('firing', critical, 15, { labels: { method: 'b' } }),
      'Fails{method="b"} does not fire at 15m: then there is',
    ],
    [
      'firing and not of the other severity',
      1,
      check('firing', warning, 5),
      'Fails does not fire at 5m: then it is neither firing nor pending',
    ],
    [
      'pending',
      1,
      check('pending', 'Down{severity="critical"}', 10),
      'Down is not pending at 10m: then there is firing {instance="shop:9091", job="shop"}',
    ],
    [
      'quiet',
      1,
      check('quiet', 'Down{severity="critical"}', 10),
      'Down is not quiet at 10m: then there is firing {instance="shop:9091", job="shop"}',
    ],
    ['quiet while pending', 0, check('quiet', critical, 4), 'Fails is not quiet at 4m: '],
    [
      'an annotation',
      0,
      check('firing', critical, 15, { annotations: { summary: 'x' } }),
      'Fails fires at 15m, but its summary is not "x": it is "fails in eu at 2"',
    ],
    [
      'an annotation that is not there',
      0,
      check('firing', critical, 15, { annotations: { y: 'x' } }),
      'Fails fires at 15m, but its y is not "x": it has none',
    ],
    [
      'one alert too few',
      1,
      check('firing', 'Down{severity="critical"}', 10, { exactly: [] }),
      'Down{instance="shop:9091", job="shop", severity="critical"} fires at 10m',
    ],
    [
      'one too many',
      1,
      check('firing', 'Down{severity="critical"}', 1, {
        exactly: [{ labels: { severity: 'critical' }, annotations: {} }],
      }),
      'Down{severity="critical"} does not fire at 1m',
    ],
    [
      'exactly these annotations',
      1,
      check('firing', 'Down{severity="critical"}', 10, {
        exactly: [
          { labels: { severity: 'critical', job: 'shop', instance: 'shop:9091' }, annotations: { summary: 'up' } },
        ],
      }),
      'its summary is not "up": it is "shop:9091 is \\"down\\""',
    ],
    [
      'no others',
      1,
      check('firing', 'Down{severity="critical"}', 10, {
        exactly: [{ labels: { severity: 'critical', job: 'shop', instance: 'shop:9091' }, annotations: {} }],
      }),
      'Down fires at 10m with annotations that it should not have',
    ],
  ];
  it.each(wrong)('refuses %s where it is not so, and what there is instead is told', (_, index, one, message) => {
    const all = [...cases.slice(0, index), { ...cases[index]!, checks: [one] }, ...cases.slice(index + 1)];
    const seen = readSeen(run(all, probesText(all, analysis)).output.replace(/^Unit Testing.*$/m, ''));
    expect(seen).toMatchObject({ faults: [], rest: [] });
    const verdicts = all.flatMap((each, number) => verdictOf(each, number, seen, analysis.project.alerts));
    const failed = verdicts.filter(({ verdict }) => verdict !== 'holds');
    expect(failed).toMatchObject([{ check: one, verdict: { message: expect.stringContaining(message) } }]);
    const { verdict } = failed[0]!;
    expect(run(all).status).toBe(typeof verdict === 'object' && verdict.isPromtools ? 1 : 0);
  });
});
