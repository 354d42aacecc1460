import { matching, not, notMatching } from 'alidade';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertmanager } from '../../../src/emit/alertmanager/index.ts';
import { matcherText } from '../../../src/emit/alertmanager/matcher.ts';
import { inFolder, program } from '../../programs.ts';
import { issuesOf, newShop } from './shop.ts';

const amtool = program('amtool');

/** Values that quoting could get wrong. */
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '\n', 'n', ',', '{', '}', '=', '~', ' ', '\t', "'", 'é', '$', '#', ':'),
    maxLength: 8,
  }),
);
const regex = fc.constantFrom('a.*', 'x|y', '\\d+', '[^"]+', '', '(?i)abc', 'a\\.b', '"');
const match = fc.dictionary(
  fc.constantFrom('severity_of', 'team', 'zone', '_x', 'Path2', 'alertname'),
  fc.oneof(
    value,
    fc.array(value, { minLength: 1, maxLength: 3 }),
    fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => not(...values)),
    regex.map(matching),
    regex.map(notMatching),
  ),
);
const duration = fc.constantFrom('1s', '30s', '5m', '4h', '1d', '1h30m');
const labels = fc.oneof(fc.constant(['...']), fc.uniqueArray(fc.constantFrom('a', 'b', 'alertname'), { maxLength: 3 }));

interface Drawn {
  readonly match?: Record<string, unknown>;
  readonly receiver?: number;
  readonly mute?: readonly number[];
  readonly active?: readonly number[];
  readonly routes?: readonly Drawn[];
}
const { tree } = fc.letrec<{ tree: Drawn }>((tie) => ({
  tree: fc.record(
    {
      match,
      receiver: fc.nat(2),
      groupBy: labels,
      groupWait: duration,
      groupInterval: duration,
      repeatInterval: duration,
      continue: fc.boolean(),
      mute: fc.uniqueArray(fc.nat(1)),
      active: fc.uniqueArray(fc.nat(1)),
      routes: fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'routes' }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Drawn>,
}));

/** The routes as definitions write them, their receivers and times by handle. */
function declared({ match: labelsOf, receiver, mute, active, routes, ...others }: Drawn, handles: Handles): object {
  return {
    ...others,
    ...(labelsOf && { match: labelsOf }),
    ...(receiver !== undefined && { receiver: handles.receivers[receiver] }),
    ...(mute && { mute: mute.map((index) => handles.intervals[index]) }),
    ...(active && { active: active.map((index) => handles.intervals[index]) }),
    ...(routes && { routes: routes.map((route) => declared(route, handles)) }),
  };
}
interface Handles {
  readonly receivers: readonly unknown[];
  readonly intervals: readonly unknown[];
}

async function written(routes: readonly Drawn[]) {
  const { shop, analysis } = newShop();
  const handles = {
    receivers: ['one', 'two words', 'three: "é"'].map((name) => shop.receiver(name, {})),
    intervals: ['nights', 'week ends'].map((name) => shop.timeInterval(name, [{ weekdays: ['monday'] }])),
  };
  const given = { receiver: handles.receivers[0], routes: routes.map((route) => declared(route, handles)) };
  shop.routing(given as never);
  expect(issuesOf(shop)).toEqual([]);
  return alertmanager.emit(analysis());
}

describe.skipIf(amtool === undefined)('amtool accepts (needs amtool)', () => {
  test('random trees of routes', async () => {
    for (const routes of fc.sample(fc.array(tree, { minLength: 1, maxLength: 4 }), { numRuns: 60, seed: 7 })) {
      const [file] = await written(routes);
      inFolder([file!], (folder) => {
        const { status, output } = amtool!(['check-config', file!.path], folder);
        if (status !== 0) expect(file!.text).toBe(output);
      });
    }
  }, 60_000);

  test('and reads of matchers what is meant', async () => {
    const values = [...new Set(fc.sample(value, { numRuns: 400, seed: 3 }))];
    const [file] = await written(values.map((one, index) => ({ match: { [`l${index}_`]: one } })));
    inFolder([file!], (folder) => {
      const { output } = amtool!(['config', 'routes', 'show', `--config.file=${file!.path}`], folder);
      const read = [...output.matchAll(/\{(l\d+_)="((?:[^"\\]|\\.)*)"\}/gu)].map(([, label, text]) => [
        label,
        unquoted(text!),
      ]);
      expect(read).toEqual(values.map((one, index) => [`l${index}_`, one]));
    });
  });
});

/** How amtool prints a value. */
function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' };
  return text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? `\\${letter}`);
}

test('a name that is no word stands in quotes, which later parsers read', () => {
  expect(matcherText({ label: 'my label', op: '=~', value: 'a|b' })).toBe('"my label"=~"a|b"');
});
