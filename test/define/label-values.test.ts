import { describe, expect, test } from 'vitest';
import { oneOf, system, upTo } from '../../src/index.ts';
import { type Invalid, registryOf } from '../../src/model/project.ts';

const small = () =>
  system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['warning'],
    runsOn: { prometheus: '3.5', grafana: '12' },
  });

/** What is wrong with the options of a summary, and where. */
function issuesOf(options: object): readonly string[] {
  const one = small();
  one.scrapeJob('a', { targets: ['x:1'] }).summary('x', { help: 'X.', ...options });
  const invalid = registryOf(one)!.declarations.filter((each): each is Invalid => each.kind === 'invalid');
  return invalid.flatMap(({ issues }) => issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`));
}

describe('values of a label', () => {
  test.each([oneOf('a'), oneOf('a', 'b', ''), upTo(1), upTo(1e9), { kind: 'any' }])('%o', (values) => {
    expect(issuesOf({ labels: { a: values } })).toEqual([]);
  });
  test.each([
    [oneOf(), 'oneOf lists no value: the label could not be there'],
    [oneOf('a', 'b', 'a'), 'oneOf lists a value twice'],
    [upTo(0), 'upTo takes a whole number of values, at least 1'],
    [upTo(-2), 'upTo takes a whole number of values, at least 1'],
    [upTo(2.5), 'upTo takes a whole number of values, at least 1'],
    ['a', "write oneOf('a', 'b'), upTo(20) or anyValue"],
    [null, "write oneOf('a', 'b'), upTo(20) or anyValue"],
    [{ kind: 'some' }, "write oneOf('a', 'b'), upTo(20) or anyValue"],
  ])('%o is refused', (values, message) => {
    const issues = issuesOf({ labels: { a: values } });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(message);
  });
});

describe('quantiles of a summary', () => {
  test.each([[[]], [[0, 0.5, 1]], [[0.99, 0.5]]])('%o', (quantiles) => {
    expect(issuesOf({ quantiles })).toEqual([]);
  });
  test.each([
    [[50], 'quantiles.0: a quantile lies between 0 and 1: 0.99 for 99 %'],
    [[-0.1], 'quantiles.0: a quantile lies between 0 and 1: 0.99 for 99 %'],
    [[0.5, 0.5], 'quantiles: a quantile stands twice'],
  ])('%o are refused', (quantiles, issue) => {
    expect(issuesOf({ quantiles })).toEqual([issue]);
  });
});

test('nothing is compared with NaN', () => {
  const queue = small()
    .scrapeJob('a', { targets: ['x:1'] })
    .gauge('x', { help: 'X.' });
  expect(() => queue.gt(Number.NaN)).toThrow('NaN is no number to calculate or compare with');
  expect(() => queue.mul(undefined as unknown as number)).toThrow();
  expect(() => queue.gt(Number.POSITIVE_INFINITY)).not.toThrow();
});
