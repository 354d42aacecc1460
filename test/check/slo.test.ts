import { describe, expect, it, test } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

/** What checks say of SLOs: `slo-ratio <place> message = help`. */
const list = checks.filter(({ id }) => id.startsWith('slo-'));
const told = (body: string) =>
  judge(body, list).map(({ check, at, message, help }) => `${check} <${at}> ${message} = ${help}`);
const ids = (body: string) => judge(body, list).map(({ check, at }) => `${check} <${at}>`);
const slo = (indicator: string, objective = '99%', window = '7d', more = '') =>
  `shop.slo('a', { sli: ${indicator}, objective: '${objective}', window: '${window}', runbook, ${more} });`;
const ratio = (part: string, total = 'requests', more = '') => `sli.ratio({ ${part}, total: ${total}, ${more} })`;
const errors = ratio("bad: requests.where({ status: 'error' })");
const web = `const web = server.counter('shop_web_total', { help: 'Pages sent.', counts: 'pages', labels: { code: upTo(50) } });
`;

describe('slo-objective', () => {
  test.each([
    ['0%', 'is met even when everything fails'],
    ['0.00%', 'is met even when everything fails'],
    ['100%', 'leaves no budget'],
    ['150%', 'no more than 100% can be good'],
  ])('%s, and nothing else', (objective, message) => {
    const found = judge(
      slo(errors, objective),
      checks.filter(({ id }) => id !== 'alert-untested'),
    );
    expect(found).toMatchObject([
      { check: 'slo-objective', at: `'${objective}'`, message: expect.stringContaining(message) },
    ]);
  });

  it.each(['0.001%', '99.999999999%'])('takes %s', (objective) => {
    expect(ids(slo(errors, objective, '7d', 'alerts: { page: false, ticket: false }'))).toEqual([]);
  });
});

describe('slo-ratio', () => {
  test.each([
    [
      "bad: requests.where({ status: 'error' })",
      "requests.where({ status: 'success' })",
      'bad selects none of the events of total',
    ],
    ['bad: requests', 'requests', 'all of them are bad'],
    ["good: requests.where({ status: ['success', 'error'] })", 'requests', 'nothing is ever bad'],
    ["bad: requests.where({ status: 'error' })", "requests.where({ method: 'GET' })", 'those without method="GET"'],
    ["bad: requests.where({ status: 'error' }).offset('5m') as never", 'requests', 'at different times'],
    ["good: web.where({ code: matching('2..') })", 'requests', 'nothing shows that the events of shop_web_total'],
    [
      "bad: web.where({ code: matching('5..') })",
      "web.where({ code: matching('[2-4]..') })",
      'events that total leaves out',
    ],
    ["bad: web.where({ code: matching('5..') })", "web.where({ code: not('500') })", 'events that total leaves out'],
    ['bad: web', "web.where({ code: not('500') })", 'events that total leaves out'],
    [
      "good: latency._bucket.where({ le: '0.5' }) as never",
      "latency._count.where({ method: 'GET' }) as never",
      'those without method="GET"',
    ],
    [
      "good: latency._bucket.where({ le: '5.0' }) as never",
      "latency._bucket.where({ le: '0.5' }) as never",
      'a larger bucket',
    ],
    ['good: latency._bucket as never', 'latency._count as never', 'once in each bucket'],
  ])('%s of %s', (part, total, message) => {
    const found = judge(web + slo(ratio(part, total)), list);
    expect(found).toMatchObject([
      {
        check: 'slo-ratio',
        at: part.replace(/^\w+: /, '').replace(/ as never$/, ''),
        message: expect.stringContaining(message),
      },
    ]);
  });

  test('what the matchers or the values of a label show', () => {
    const ratios = [
      ["bad: requests.where({ status: 'error', method: 'GET' })", "requests.where({ method: 'GET' })"],
      ["bad: requests.where({ status: 'error' })", "requests.where({ status: ['error', 'success'] })"],
      ["bad: web.where({ code: '503' })", "web.where({ code: matching('[2-5]..') })"],
      ["bad: web.where({ code: matching('5..') })", "web.where({ code: matching('[2-5]..') })"],
      ["bad: web.where({ code: matching('5..') })", "web.where({ code: not('404') })"],
      ["good: latency._bucket.where({ le: '0.5' }) as never", 'latency._count as never'],
      ["good: latency._bucket.where({ le: '0.5' }) as never", "latency._bucket.where({ le: '+Inf' }) as never"],
    ] as const;
    const slos = ratios.map(([part, total], index) => slo(ratio(part, total)).replace("'a'", `'a${index}'`));
    expect(told(web + slos.join('\n'))).toEqual([]);
  });

  test('another metric with a reason, but in the same unit', () => {
    const sent = `const sent = server.counter('shop_sent_bytes_total', { help: 'Bytes sent.', unit: 'bytes' });\n`;
    const reason = "partOfTotal: 'Each page is a request.'";
    expect(told(web + slo(ratio("bad: web.where({ code: '500' })", 'requests', reason)))).toEqual([]);
    expect(ids(sent + slo(ratio('bad: sent', 'requests', reason)))).toEqual(['slo-ratio <sent>']);
  });

  test('good and bad events that are all there are', () => {
    const both = (good: string) => slo(`sli.ratio({ good: ${good}, bad: requests.where({ status: 'error' }) })`);
    expect(told(both("requests.where({ status: 'success' })"))).toEqual([]);
    expect(told(both('requests'))[0]).toContain('<requests> what bad selects good does, too: it is counted twice');
  });

  test.each([
    [
      "sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, by: 'metod' as never })",
      'metod',
      'did you mean method?',
    ],
    ["sli.latency(latency, { below: '500ms', by: 'metod' as never })", 'metod', 'did you mean method?'],
    [
      "sli.latency(latency, { below: '500ms', by: 'le' as never })",
      'le',
      'its labels are "instance", "job" and "method"',
    ],
    ["sli.gauge(queueLength, { below: 5, by: ['kind'] as never })", 'kind', 'its labels are "instance" and "job"'],
  ])('a label that is not there, once: %s', (indicator, label, help) => {
    const body = slo(indicator, '99%', '7d', "shortestWindow: '4m'");
    const found = judge(
      body,
      checks.filter(({ id }) => id !== 'alert-untested'),
    );
    expect(found).toMatchObject([{ check: 'slo-ratio', message: expect.stringContaining(`"${label}"`), help }]);
  });

  test('a ratio of one’s own is no percentage, and has no unit', () => {
    const raw = (text: string) => slo(`sli.raw((over) => promql\`${text}\`)`);
    const failing = 'sum(rate(shop_requests_total{status="error"}[${over}])) / sum(rate(shop_requests_total[${over}]))';
    expect(told(raw(failing))).toEqual([]);
    expect(told(raw(`100 * ${failing}`))[0]).toContain('this is between 0 and 100: all events are bad at 1');
    expect(told(raw(`(${failing}) * 100`))[0]).toContain('this is between 0 and 100: all events are bad at 1');
    expect(told(raw('avg(avg_over_time(shop_basket_bytes[${over}]))')).join()).toContain('this is in bytes');
  });
});

describe('slo-latency-bucket', () => {
  test.each([
    [
      '0.3',
      'has no bucket at 300 ms: what lies below is not counted = take 100 ms or 500 ms, or add a bucket at 300 ms',
    ],
    ["'10s'", 'has no bucket at 10 s: what lies below is not counted = take 5 s, or add a bucket at 10 s'],
    ["'5MB'", '5MB is no amount of seconds'],
  ])('%s, and nothing else', (below, words) => {
    const body = slo(`sli.latency(latency, { below: ${below} as never })`);
    const found = judge(
      body,
      checks.filter(({ id }) => id !== 'alert-untested'),
    );
    expect(found).toMatchObject([{ check: 'slo-latency-bucket', at: below }]);
    expect(told(body)[0]).toContain(words);
  });
});

describe('slo-burn-unreachable', () => {
  const helpOf = (objective: string, more = '') =>
    told(slo(errors, objective, '7d', more)).map((one) => one.replace(/^.* = /, ''));

  test.each([
    ['93.1%', []],
    ['93%', ["page: { windows: [{ budget: '2%', long: '30m' }, { budget: '5%', long: '1h24m' }] }"]],
    ['80%', ["page: { windows: [{ budget: '2%', long: '1h30m' }, { budget: '5%', long: '4h' }] }"]],
    ['5%', ['page: false', 'ticket: false']],
  ])('%s', (objective, helps) => {
    const found = helpOf(objective);
    expect(found).toHaveLength(helps.length);
    for (const [index, help] of helps.entries()) expect(found[index]).toContain(help);
  });

  test('what its help proposes can be reached', () => {
    for (const objective of ['93%', '90%', '80%', '70%', '50%', '20%']) {
      const alerts = helpOf(objective).map((help) => /`alerts: \{ (.*) \}`/.exec(help)?.[1]);
      expect(alerts.length).toBeGreaterThan(0);
      expect(told(slo(errors, objective, '7d', `alerts: { ${alerts.join(', ')} }`))).toEqual([]);
    }
  });

  test('what is reached exactly is not passed', () => {
    const windows = "alerts: { page: { windows: [{ burnRate: 5, long: '1h' }, { burnRate: 4.99, long: '2h' }] } }";
    expect(told(slo(errors, '80%', '7d', windows))).toEqual([
      "slo-burn-unreachable <{ burnRate: 5, long: '1h' }> this can never fire: 2.976% of the budget within 1h would take more than 100% bad events = burn rates below 5 can be reached: write burnRate: 2.5, or budget: '2.976%', long: '2h'",
    ]);
  });
});

test('slo-burn-inside-budget: the rate at which the budget lasts exactly is the least', () => {
  const windows = (...rates: number[]) =>
    `alerts: { ticket: { windows: [${rates.map((rate) => `{ burnRate: ${rate}, long: '1h' }`).join()}] } }`;
  expect(ids(slo(errors, '99%', '7d', windows(1, 0.99)))).toEqual([
    "slo-burn-inside-budget <{ burnRate: 0.99, long: '1h' }>",
  ]);
  expect(ids(slo(errors, '99%', '7d', "shortestWindow: '17h'"))).toEqual(["slo-burn-inside-budget <'17h'>"]);
});

describe('slo-window', () => {
  const calendar = (more: string) =>
    `shop.slo('a', { sli: ${errors}, objective: '99%', window: { calendar: 'month' }, runbook, ${more} });`;

  test('what Prometheus cannot compute, and what it need not', () => {
    expect(told(calendar(''))).toEqual([
      expect.stringMatching(
        /^slo-window <\{ calendar: 'month' \}> Prometheus cannot compute a calendar window.*rules: false/,
      ),
    ]);
    expect(told(calendar('rules: false'))).toEqual([]);
    expect(ids(slo(errors, '99%', '15d'))).toEqual([]);
    expect(ids(slo(errors, '99%', '15d1m'))).toEqual(["slo-window <'15d1m'>"]);
    expect(ids(slo(errors, '99%', '90d', 'rules: false'))).toEqual([]);
  });

  test('the retention is told once', () => {
    expect(
      judge(
        slo(errors, '99%', '90d'),
        checks.filter(({ id }) => id !== 'alert-untested'),
      ),
    ).toHaveLength(1);
  });

  test.each([
    [
      '1d',
      "alerts: { ticket: { windows: [{ burnRate: 2, long: '2d', short: '1h' }] } }, shortestWindow: '1m'",
      "slo-window <'2d'>",
    ],
    ['1d', "shortestWindow: '2d'", "slo-window <'1d'>"],
    ['1m', '', "slo-window <'1m'>"],
  ])('windows longer than %s: %s', (window, more, expected) => {
    expect(ids(slo(errors, '99%', window, more))).toEqual([expected]);
  });
});

describe('slo-short-window', () => {
  const jobs = (
    interval: string,
  ) => `const jobs = shop.scrapeJob('jobs', { targets: ['jobs:9090'], interval: '${interval}' });
const done = jobs.counter('shop_jobs_total', { help: 'Jobs that ran.', counts: 'jobs', labels: { result: oneOf('ok', 'failed') } });
const health = jobs.gauge('shop_health_ratio', { help: 'Jobs that are well.', unit: 'ratio' });
`;
  const failed = "sli.ratio({ bad: done.where({ result: 'failed' }), total: done })";

  test.each([
    ['17s', failed, []],
    ['18s', failed, ['slo-short-window']],
    ['35s', failed, ['slo-short-window']],
    ['36s', failed, ['slo-window']],
    ['5m', 'sli.gauge(jobs.up)', ['slo-short-window']],
    ['30s', 'sli.raw((over) => promql`1 - avg(avg_over_time(${health}[${over}]))`)', ['slo-short-window']],
    ['5m', 'sli.raw((over) => promql`1 - avg(avg_over_time(${health}[${over}]))`)', ['slo-window']],
  ])('samples every %s: %s', (interval, indicator, expected) => {
    const found = judge(
      jobs(interval) + slo(indicator),
      checks.filter(({ id }) => id !== 'alert-untested'),
    );
    expect(found.filter(({ check }) => /range|slo-/.test(check)).map(({ check }) => check)).toEqual(expected);
  });

  test('of a pair that somebody wrote the short window is, or both are, to be longer', () => {
    const help = (pair: string) =>
      judge(
        jobs('30s') + slo(failed, '99%', '7d', `alerts: { page: { windows: [${pair}] }, ticket: false }`),
        list,
      ).map((one) => one.help);
    expect(help("{ budget: '2%', long: '1h', short: '1m' }")).toEqual(["write short: '2m', which holds four samples"]);
    expect(help("{ burnRate: 9, long: '2m', short: '90s' }")).toEqual(['write a longer window: 2m hold four samples']);
  });

  test('with what its help says it passes', () => {
    const [finding] = told(jobs('30s') + slo(failed));
    expect(finding).toContain("= write shortestWindow: '2m', which holds four samples");
    expect(told(jobs('30s') + slo(failed, '99%', '7d', "shortestWindow: '2m'"))).toEqual([]);
  });
});

describe('slo-traffic', () => {
  const measured = (traffic: string) =>
    `sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, ${traffic} })`;

  test.each([
    // 2 % of the budget of 7 d, 0.1 % of the time, are 12.096 s: one event in them is 297.62 an hour
    ["traffic: '297/h'", '99.9%', "'297/h'", '1 - '],
    ["traffic: '298/h'", '99.9%', undefined, ''],
    ["traffic: '50/s', minimumTraffic: '10/h'", '99.9%', "'10/h'", "write minimumTraffic: '304/h'"],
    ["traffic: '50/s', minimumTraffic: '298/h'", '99.9%', undefined, ''],
    ["minimumTraffic: '10/h'", '99.9%', "'10/h'", "write minimumTraffic: '304/h'"],
    ["traffic: '1/h', minimumTraffic: '2/h'", '95%', "'2/h'", 'below 2/h nobody is ever called'],
    ["traffic: '10/h'", '99.99%', "'10/h'", '10/h are 1680 in 7d, of which 99.99% allows 0.168 to be bad'],
  ])('%s at %s', (traffic, objective, at, words) => {
    const found = told(slo(measured(traffic), objective));
    expect(found.map((one) => /<(.*?)>/.exec(one)?.[1])).toEqual(at === undefined ? [] : [at]);
    if (at !== undefined && words !== '1 - ') expect(found[0]).toContain(words);
  });

  test('with the objective of its help it passes', () => {
    const objective = (from: string) =>
      /objective of (\S+) or less/.exec(told(slo(measured("traffic: '50/h'"), from))[0] ?? '')?.[1];
    expect(objective('99.9%')).toBe('99.4%');
    expect(told(slo(measured("traffic: '50/h'"), '99.4%'))).toEqual([]);
    expect(told(slo(measured("traffic: '50/h'"), '99.41%'))).toHaveLength(1);
  });
});

describe('slo-alert-threshold', () => {
  const all = 'sum(rate(shop_requests_total[5m]))';
  const only = (matchers: string) => `sum(rate(shop_requests_total{${matchers}}[5m]))`;
  const alert = (when: string) => `shop.alert('A', { when: ${when}, ...warning });\n`;
  const text = (query: string) => alert(`promql\`${query}\``);
  const found = (body: string, objective = '99.9%', indicator = errors) => told(body + slo(indicator, objective));
  const looser = (percent: string) =>
    `this is silent until ${percent} of requests are bad: SLO a allows 0.1%, and pages from 1.44% within 14m on`;

  test.each([
    [`${only('status="error"')} / ${all} > 0.05`, '5%'],
    [`100 * ${only('status="error"')} / ${all} >= 5`, '5%'],
    [`${only('status="success"')} / ${all} < 0.95`, '5%'],
    [`1 - ${only('status!="error"')} / ${all} > 0.002`, '0.2%'],
    [`100 - 100 * ${only('status="success"')} / ${all} > 5`, '5%'],
    [`(${all} - ${only('status="success"')}) / ${all} > 0.05`, '5%'],
    [`0.05 < (${only('status="error"')} or vector(0)) / ${all}`, '5%'],
    [`(${only('status="error"')} / ${all} > 0.05) and ${all} > 1`, '5%'],
  ])('%s', (query, percent) => {
    expect(found(text(query)).map((one) => one.replace(/ = .*/, ''))).toEqual([
      expect.stringContaining(looser(percent)),
    ]);
  });

  test('not where it fires although the objective is met, or is about others', () => {
    const queries = [
      `${only('status="error"')} / ${all} > 0.001`,
      `${only('status="success"')} / ${all} < 0.999`,
      `${only('status="success"')} / ${all} > 0.5`,
      `${only('status="error", method="GET"')} / ${only('method="GET"')} > 0.5`,
      `${only('status="error", method="GET"')} / ${all} > 0.5`,
      `${only('status="error"')} > 0.5`,
      `sum(rate(shop_requests_total{status="error"}[5m] offset 1d)) / sum(rate(shop_requests_total[5m] offset 1d)) > 0.5`,
      `sum(rate(shop_requests_total{status="error"}[1h])) / ${all} > 0.5`,
    ];
    expect(found(queries.map(text).join(''))).toEqual([]);
  });

  test('parts that are looked at by themselves, which may all be at the threshold', () => {
    const by = (matchers: string) => `sum by (method) (rate(shop_requests_total${matchers}[5m]))`;
    expect(found(text(`${by('{status="error"}')} / ${by('')} > 0.05`))[0]).toContain(
      'this is silent until 5% of requests of one method are bad: SLO a allows 0.1%',
    );
    const slow = found(alert("latency.quantile(0.95, { over: '5m', by: 'method' }).gt('1s')"), '95%', below);
    expect(slow[0]).toContain('until 5% of requests of one method take longer than 1 s: SLO a allows 5% longer than');
  });

  test('a group that the SLO has, too', () => {
    const grouped = ratio("good: requests.where({ status: 'success' })", 'requests', "by: 'method'");
    const query = `${only('status="error", method="GET"')} / ${only('method="GET"')} > 0.5`;
    expect(found(text(query), '99.9%', grouped)[0]).toContain(looser('50%'));
  });

  test('recorded, and by the methods of a counter', () => {
    const rule = `const failing = shop.recordingRule('shop:failing:ratio', { expr: requests.fraction({ status: 'error' }, { over: '5m' }) });\n`;
    expect(found(rule + alert("failing.gt('2%')"))[0]).toContain(`<'2%'> ${looser('2%')}`);
    expect(found(alert("requests.fraction({ status: 'error' }, { over: '1h' }).gt('2%')"))).toHaveLength(1);
  });

  test('good and bad events that are all there are', () => {
    const both = `sli.ratio({ good: web.where({ code: '200' }), bad: web.where({ code: '500' }) })`;
    const sum = 'sum(rate(shop_web_total{code="500"}[5m])) + sum(rate(shop_web_total{code="200"}[5m]))';
    expect(
      found(web + text(`sum(rate(shop_web_total{code="500"}[5m])) / (${sum}) > 0.05`), '99.9%', both),
    ).toHaveLength(1);
    expect(
      found(web + text(`sum(rate(shop_web_total{code="200"}[5m])) / (${sum}) < 0.95`), '99.9%', both),
    ).toHaveLength(1);
    expect(found(web + text(`sum(rate(shop_web_total{code="404"}[5m])) / (${sum}) > 0.05`), '99.9%', both)).toEqual([]);
  });

  const below = "sli.latency(latency, { below: '500ms' })";
  test.each([
    [
      "latency.quantile(0.95, { over: '5m' }).gt('1s')",
      '5% of requests take longer than 1 s: SLO a allows 5% longer than 500 ms',
    ],
    ["latency.quantile(0.9, { over: '5m' }).gt('500ms')", '10% of requests take longer than 500 ms'],
    ["latency.quantile(0.99, { over: '5m' }).gt('1s')", undefined],
    ["latency.quantile(0.95, { over: '5m' }).gt('500ms')", undefined],
    ["latency.quantile(0.5, { over: '5m' }).gt('100ms')", undefined],
    ["latency.fractionBelow('1s', { over: '5m' }).lt('95%')", '5% of requests take longer than 1 s'],
    ["latency.fractionBelow('500ms', { over: '5m' }).lt('80%')", '20% of requests take longer than 500 ms'],
    ["latency.fractionBelow('100ms', { over: '5m' }).lt('80%')", undefined],
    ["latency.fractionBelow('500ms', { over: '5m' }).lt('95%')", undefined],
  ])('latency: %s', (when, words) => {
    const said = found(alert(when), '95%', below);
    expect(said).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test.each([
    [
      'queueLength.gt(1000)',
      '{ atMost: 100 }',
      'this is silent until shop_queue_length is above 1000: to SLO a it is bad above 100',
    ],
    ['promql`max(max_over_time(shop_queue_length[5m])) >= 101`', '{ below: 100 }', 'is above 101'],
    [
      'queueLength.lt(5)',
      '{ atLeast: 10 }',
      'this is silent until shop_queue_length is below 5: to SLO a it is bad below 10',
    ],
    ['queueLength.gt(100)', '{ atMost: 100 }', undefined],
    ['queueLength.gt(50)', '{ atMost: 100 }', undefined],
    ['queueLength.lt(5)', '{ atMost: 100 }', undefined],
    ['queueLength.sum().gt(1000)', '{ atMost: 100 }', undefined],
    ['server.up.eq(0)', undefined, undefined],
  ])('a gauge: %s', (when, limit, words) => {
    const gauge = limit === undefined ? 'sli.gauge(server.up)' : `sli.gauge(queueLength, ${limit})`;
    const said = told(alert(when) + slo(gauge, '99%', '7d', "shortestWindow: '4m'"));
    expect(said).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
  });

  test('it is silenced on the alert or on the SLO', () => {
    const loose = `shop.alert('A', { when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'), ...warning, IGNORE });\n`;
    const ignore = "ignore: { 'slo-alert-threshold': 'Somebody else is called.' }";
    expect(told(loose.replace('IGNORE', ignore) + slo(errors, '99.9%'))).toEqual([]);
    expect(told(loose.replace('IGNORE', '') + slo(errors, '99.9%', '7d', ignore))).toEqual([]);
  });
});
