import { matching, math } from 'alidade';
import { describe, expect, test } from 'vitest';
import { DefinitionError } from '../../src/model/declaration.ts';
import { placeIn, written } from './written.ts';

/** Behind a cast the compiler refuses nothing: a call that no expression can be made of throws, at its place and argument. */

const file = '/home/someone/definitions/shop/alerts.ts';
const durations = "write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'";
const quantities = "write a number, or an amount with its unit: '500ms', '1GiB', '5%', '10/s'";

const method = { variable: 5 };
const given = { math, matching, method };

interface Case {
  readonly code: string;
  /** The method that is called, where the error stands. */
  readonly at: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string | undefined;
}

const cases: readonly Case[] = [
  // durations
  {
    code: `requests.rate('5 minutes')`,
    at: 'rate',
    path: [0],
    message: '"5 minutes" is not a duration',
    help: durations,
  },
  { code: `requests.rate(5)`, at: 'rate', path: [0], message: '5 is not a duration', help: durations },
  { code: `requests.rate(null)`, at: 'rate', path: [0], message: 'null is not a duration', help: durations },
  { code: `requests.rate('0s')`, at: 'rate', path: [0], message: '"0s" is an empty range', help: durations },
  {
    code: `heap.quantileOverTime(0.9, '5x')`,
    at: 'quantileOverTime',
    path: [1],
    message: '"5x" is not a duration',
    help: durations,
  },
  {
    code: `heap.avgOverTime('1h', { step: 'x' })`,
    at: 'avgOverTime',
    path: [1, 'step'],
    message: '"x" is not a duration',
    help: durations,
  },
  {
    code: `heap.offset('yesterday')`,
    at: 'offset',
    path: [0],
    message: '"yesterday" is not a duration',
    help: durations,
  },
  {
    code: `requests.fraction({}, { over: 'x' })`,
    at: 'fraction',
    path: [1, 'over'],
    message: '"x" is not a duration',
    help: durations,
  },
  {
    code: `latency.quantile(0.9, { over: 'x' })`,
    at: 'quantile',
    path: [1, 'over'],
    message: '"x" is not a duration',
    help: durations,
  },
  {
    code: `latency.average({ over: 'x' })`,
    at: 'average',
    path: [0, 'over'],
    message: '"x" is not a duration',
    help: durations,
  },
  {
    code: `pauses.average({ over: 'x' })`,
    at: 'average',
    path: [0, 'over'],
    message: '"x" is not a duration',
    help: durations,
  },
  {
    code: `nativeLatency.average({ over: 'x' })`,
    at: 'average',
    path: [0, 'over'],
    message: '"x" is not a duration',
    help: durations,
  },
  // operands
  { code: `heap.gt('much')`, at: 'gt', path: [0], message: '"much" is not a quantity', help: quantities },
  { code: `heap.gt({})`, at: 'gt', path: [0], message: 'an object is not an expression or a number' },
  { code: `heap.gt(undefined)`, at: 'gt', path: [0], message: 'undefined is not an expression or a number' },
  { code: `heap.gt([1])`, at: 'gt', path: [0], message: 'a list is not an expression or a number' },
  {
    code: `heap.is('gtt', 5)`,
    at: 'is',
    path: [0],
    message: '"gtt" is not a comparison',
    help: "one of 'eq', 'ne', 'gt', 'lt', 'gte', 'lte'",
  },
  { code: `heap.is('gt', 'much')`, at: 'is', path: [1], message: '"much" is not a quantity', help: quantities },
  { code: `heap.clamp(1, 'much')`, at: 'clamp', path: [1], message: '"much" is not a quantity', help: quantities },
  { code: `heap.topk('many')`, at: 'topk', path: [0], message: '"many" is not a quantity', help: quantities },
  { code: `heap.countValues(5)`, at: 'countValues', path: [0], message: '5 is not a string' },
  { code: `heap.labelReplace('a', 'b', 'c', 5)`, at: 'labelReplace', path: [3], message: '5 is not a string' },
  { code: `alidade.sub('x', heap)`, at: 'sub', path: [0], message: '"x" is not a quantity', help: quantities },
  { code: `alidade.sub(1, null)`, at: 'sub', path: [1], message: 'null is not an expression or a number' },
  { code: `math.sin({})`, at: 'sin', path: [0], message: 'an object is not an expression or a number' },
  {
    code: `latency.quantile('p95', { over: '5m' })`,
    at: 'quantile',
    path: [0],
    message: '"p95" is not a quantity',
    help: quantities,
  },
  {
    code: `latency.quantile(undefined)`,
    at: 'quantile',
    path: [0],
    message: 'undefined is not an expression or a number',
  },
  {
    code: `nativeLatency.quantile('p95')`,
    at: 'quantile',
    path: [0],
    message: '"p95" is not a quantity',
    help: quantities,
  },
  {
    code: `pauses.quantile('p99')`,
    at: 'quantile',
    path: [0],
    message: '"p99" is not a quantile',
    help: 'the quantiles are 0.5, 0.99',
  },
  {
    code: `latency.fractionBelow('fast')`,
    at: 'fractionBelow',
    path: [0],
    message: '"fast" is not a bucket',
    help: 'the bounds are 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10',
  },
  {
    code: `latency.fractionBelow({})`,
    at: 'fractionBelow',
    path: [0],
    message: 'an object is not a bucket',
    help: 'the bounds are 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10',
  },
  {
    code: `heap.at('noon')`,
    at: 'at',
    path: [0],
    message: '"noon" is not a time',
    help: "write a Unix time in seconds, 'start' or 'end'",
  },
  // labels
  {
    code: `requests.where('500')`,
    at: 'where',
    path: [0],
    message: '"500" is not a set of matchers',
    help: "write { label: 'value' }",
  },
  {
    code: `requests.where(undefined)`,
    at: 'where',
    path: [0],
    message: 'undefined is not a set of matchers',
    help: "write { label: 'value' }",
  },
  {
    code: `requests.where({ code: matching('5.(') })`,
    at: 'where',
    path: [0, 'code'],
    message: 'error parsing regexp: missing closing ): `5.(`',
    help: 'regular expressions are RE2: no look-ahead and no back-references; escape a literal with \\\\',
  },
  { code: `requests.where({ code: 500 })`, at: 'where', path: [0, 'code'], message: '500 cannot match a label' },
  {
    code: `requests.where({ code: undefined })`,
    at: 'where',
    path: [0, 'code'],
    message: 'undefined cannot match a label',
  },
  { code: `requests.where({ code: [500] })`, at: 'where', path: [0, 'code'], message: '500 cannot match a label' },
  {
    code: `requests.where({ code: method })`,
    at: 'where',
    path: [0, 'code'],
    message: 'an object cannot match a label',
  },
  { code: `requests.fraction('500')`, at: 'fraction', path: [0], message: '"500" is not a set of matchers' },
  {
    code: `heap.sum({ by: 5 })`,
    at: 'sum',
    path: [0, 'by'],
    message: '5 is not a label name',
    help: "write by: 'job' or by: ['job', 'instance']",
  },
  {
    code: `heap.sum({ without: [5] })`,
    at: 'sum',
    path: [0, 'without'],
    message: '5 is not a label name',
    help: "write without: 'job' or without: ['job', 'instance']",
  },
  {
    code: `heap.sum({ by: 'job', without: 'team' })`,
    at: 'sum',
    path: [0, 'without'],
    message: 'by and without cannot stand together',
  },
  {
    code: `heap.sum('job')`,
    at: 'sum',
    path: [0],
    message: '"job" is not a set of options',
    help: "write { by: 'job' } or { without: 'job' }",
  },
  { code: `heap.sum({ bye: 'job' })`, at: 'sum', path: [0, 'bye'], message: 'there is no option "bye" here' },
  { code: `heap.quantile(0.9, 'job')`, at: 'quantile', path: [1], message: '"job" is not a set of options' },
  { code: `heap.div(rss, { on: 5 })`, at: 'div', path: [1, 'on'], message: '5 is not a label name' },
  { code: `heap.div(rss, { onn: 'job' })`, at: 'div', path: [1, 'onn'], message: 'there is no option "onn" here' },
  {
    code: `heap.div(rss, { on: 'job', ignoring: 'team' })`,
    at: 'div',
    path: [1, 'ignoring'],
    message: 'on and ignoring cannot stand together',
  },
  {
    code: `heap.div(rss, { on: 'job', groupLeft: true, groupRight: true })`,
    at: 'div',
    path: [1, 'groupRight'],
    message: 'groupLeft and groupRight cannot stand together',
  },
  {
    code: `heap.and(rss, { on: 'job', groupLeft: true })`,
    at: 'and',
    path: [1, 'groupLeft'],
    message: 'a set operator has no groups',
  },
  {
    code: `heap.and(5)`,
    at: 'and',
    path: [0],
    message: '5 is not a vector',
    help: 'set operators combine two vectors',
  },
  { code: `latency.quantile(0.9, { by: 5 })`, at: 'quantile', path: [1, 'by'], message: '5 is not a label name' },
  {
    code: `requests.fraction({}, '5m')`,
    at: 'fraction',
    path: [1],
    message: '"5m" is not a set of options',
    help: "write { over: '5m', by: 'job' }",
  },
  // raw text and prose
  { code: 'alidade.promql`rate(${{}}[5m])`', at: '`rate', path: [1], message: 'an object cannot stand in PromQL' },
  { code: "alidade.promql`rate(${'x'}[5m])`", at: '`rate', path: [1], message: '"x" cannot stand in PromQL' },
  { code: 'alidade.md`see ${heap} and ${null}`', at: '`see', path: [2], message: 'null is nothing to link to' },
  { code: 'alidade.see({})', at: 'see', path: [0], message: 'an object is nothing to link to' },
  { code: 'alidade.link.to({})', at: 'to', path: [0], message: 'an object is nothing to link to' },
  // panels
  {
    code: `alidade.row('R', 'none')`,
    at: 'row',
    path: [1],
    message: '"none" is not a list of panels',
    help: "write row('Requests', [timeseries(…), …])",
  },
  {
    code: `alidade.timeseries('T', { query: 5 })`,
    at: 'timeseries',
    path: [1, 'query'],
    message: 'a query is an expression, or a list of { query, legend }',
  },
  {
    code: `alidade.timeseries('T', { query: heap, legnd: 'x' })`,
    at: 'timeseries',
    path: [1, 'legnd'],
    message: 'there is no option "legnd" here',
  },
  {
    code: `alidade.timeseries('T', { query: heap, max: 'much' })`,
    at: 'timeseries',
    path: [1, 'max'],
    message: '"much" is not a quantity',
  },
  {
    code: `alidade.timeseries('T', { query: heap, width: 25 })`,
    at: 'timeseries',
    path: [1, 'width'],
    message: 'a panel is 1 to 24 columns wide',
  },
  {
    code: `alidade.timeseries('T', { query: heap, thresholdOf: heap })`,
    at: 'timeseries',
    path: [1, 'thresholdOf'],
    message: 'an alert is needed here',
  },
  // environments
  {
    code: `shop.perEnvironment({ dev: 1 })`,
    at: 'perEnvironment',
    path: [0],
    message: 'there is no value for the environment "prod"',
    help: 'add prod: …',
  },
  {
    code: `shop.perEnvironment({ dev: 1, prod: 2, prd: 3 })`,
    at: 'perEnvironment',
    path: [0, 'prd'],
    message: '"prd" is not an environment of the system',
    help: 'its environments are dev, prod',
  },
  { code: `shop.perEnvironment(5)`, at: 'perEnvironment', path: [0], message: '5 has no value per environment' },
];

describe('is refused', () => {
  test.each(cases)('$code', ({ code, at, path, message, help }) => {
    const error = errorOf(`return ${code};`);
    expect(error).toBeInstanceOf(DefinitionError);
    const { origin, path: found, message: words, help: more } = error as DefinitionError;
    expect(words).toBe(message);
    expect(found).toEqual(path);
    if (help !== undefined) expect(more).toBe(help);
    const { file: where, line, column } = origin;
    expect({ file: where, line, column }).toEqual({
      file,
      ...placeIn(`return ${code};`, at.startsWith('`') ? at : `${at}(`),
    });
  });
});

test('a system without environments has no values for them', () => {
  const code = `return alidade.system({
    title: 'S', owner: 'o', docsUrl: 'https://d.example.com', severities: ['page'],
    runsOn: { prometheus: '3.5', grafana: '12' },
  }).perEnvironment({ dev: 1 });`;
  expect(errorOf(code)).toMatchObject({
    message: 'the system declares no environments',
    help: "list them in system({ environments: ['dev', 'prod'] })",
    path: [0],
  });
});

test('the error is known by its name, whichever copy of the package threw it', () => {
  expect(errorOf(`return heap.gt('much');`)).toMatchObject({ name: 'DefinitionError' });
});

function errorOf(code: string): unknown {
  try {
    return written(file, code, given);
  } catch (error) {
    return error;
  }
}
