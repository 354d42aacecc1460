import * as alidade from 'alidade';
import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../../src/model/declaration.ts';
import { registryOf } from '../../src/model/project.ts';

/** What no type holds back: texts that are none, options that nothing is read of. */
const wrong: Readonly<Record<string, unknown>> = {
  null: null,
  number: 5,
  symbol: Symbol('s'),
  map: new Map([['status', 'error']]),
  'a list of nothing': [null],
  function: () => 'x',
};

function shop() {
  const system = alidade.system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com',
    severities: ['critical'],
    runsOn: { prometheus: '3.5', grafana: '12' },
  });
  const requests = system
    .scrapeJob('shop', { targets: ['shop:9090'] })
    .counter('shop_requests_total', { help: 'Requests.', counts: 'requests', labels: { status: alidade.upTo(3) } });
  return { system, requests };
}

const calls: Readonly<Record<string, (value: never) => unknown>> = {
  file: (value) => alidade.file(value),
  panelOf: (value) => alidade.panelOf('shop' as never, value),
  dashboardOf: (value) => alidade.dashboardOf(value),
  command: (value) => alidade.command(value),
  'what a command is about': (value) => alidade.command('ls', value),
  step: (value) => alidade.step('Look', value),
  'the symptom of a scenario': (value) => alidade.scenario('Broken', value),
  'the title of a row': (value) => alidade.row(value, []),
  'the title of a panel': (value) => alidade.stat(value, { query: shop().requests.rate() }),
  'the options of a text': (value) => alidade.text('Title', 'Content', value),
  'the address of a link': (value) => alidade.link.url('Title', value),
  'the name of a variable': (value) => shop().system.variable.textbox(value),
  'the label of a variable': (value) => shop().system.variable.labelValues(shop().requests, value),
  matchers: (value) => shop().requests.where(value),
  promql: (value) => alidade.promql(value),
};

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each(Object.entries(wrong))('is no %s', (_, value) => {
    expect(() => call(value as never)).toThrow(DefinitionError);
  });
});

test('labels to group by are names, all of them', () => {
  for (const by of ['', [''], [undefined, 'status']]) {
    expect(() =>
      shop()
        .requests.rate()
        .sum({ by: by as never }),
    ).toThrow(DefinitionError);
  }
});

test.each<readonly [string, object, string]>([
  ['multi', { multi: 'yes' }, 'write true or false'],
  ['includeAll', { includeAll: 1n }, 'write true or false'],
  ['label', { label: 7 }, 'write a text in quotes'],
  ['mutli', { mutli: true }, 'there is no option "mutli" here: did you mean multi?'],
])('the option %s of a variable is judged', (name, options, message) => {
  const { system, requests } = shop();
  system.variable.labelValues(requests, 'status', options as never);
  const invalid = registryOf(system)?.declarations.find(({ kind }) => kind === 'invalid');
  expect(invalid).toMatchObject({ of: 'variable', issues: [{ path: [2, name], message }] });
});

test.each([
  ['a Map', new Map()],
  ['a function in it', { a: () => 1 }],
  ['a BigInt in it', { a: 1n }],
])('settings of a plugin are no %s', (_, options) => {
  const { requests } = shop();
  const make = () => alidade.panel('clock', 'Clock', { query: requests.rate(), options: options as never });
  expect(make).toThrow(/can be written out/);
});

test('a long text is shown by how it begins', () => {
  const call = () => shop().requests.rate('x'.repeat(100_000) as never);
  expect(call).toThrow(`"${'x'.repeat(80)}…" is not a duration`);
});

test.each<readonly [string, object]>([
  ['title', { title: 5 }],
  ['keepTime', { keepTime: 'yes' }],
  ['variables', { variables: { method: 5 } }],
])('the option %s of a link is judged', (_, options) => {
  expect(() => alidade.link.panel('Requests', options as never)).toThrow(DefinitionError);
});

test('a variable for lengths of time offers no others', () => {
  const { system } = shop();
  expect(() => system.variable.interval('window', ['5m', '15min', '1h'])).toThrow('"15min" is no length of time');
  expect(() => system.variable.interval('window', ['0s'])).toThrow('"0s" is no length of time');
  expect(system.variable.interval('window', ['$__rate_interval', '1h30m', '1w'])).toMatchObject({ type: 'interval' });
});

test('the fraction of everything is refused', () => {
  const { requests } = shop();
  expect(() => requests.fraction({}, { over: '5m' })).toThrow('the fraction of everything is always 1');
});

test('what people read as a title is not empty', () => {
  const { system } = shop();
  expect(() => alidade.step(' ')).toThrow('the step has no title');
  system.runbook('blank', { title: '', about: 'A.', steps: [] });
  const invalid = registryOf(system)?.declarations.find(({ kind }) => kind === 'invalid');
  expect(invalid).toMatchObject({
    issues: [{ path: [1, 'title'], message: 'write what people read here: it is empty' }],
  });
});
