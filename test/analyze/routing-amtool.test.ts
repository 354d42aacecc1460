import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeOf } from '../../src/analyze/routing-tree.ts';
import type { Route } from '../../src/model/routing.ts';
import { inFolder, installed } from '../programs.ts';
import { route, routing } from './routing-sample.ts';

const amtool = installed('amtool');

/** JSON is YAML. */
function configuration(root: Route, receivers: readonly string[]): string {
  const written = ({ matchers, receiver, routes, ...rest }: Route): object => ({
    ...(receiver !== undefined && { receiver }),
    ...(matchers.length > 0 && {
      matchers: matchers.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`),
    }),
    ...(rest.continue && { continue: true }),
    routes: routes.map(written),
  });
  return JSON.stringify({ route: written(root), receivers: receivers.map((name) => ({ name })) });
}

const receivers = ['root', 'r1', 'r2', 'r3'];
const labels = ['service', 'team', 'severity'];
const values = ['', 'a', 'b', 'ab', 'a b', 'critical', 'ü'];
const patterns = ['a', 'b', '', 'a.*', 'a|b', '.+', '.*b', '(?:ab)?', 'crit.+', '[a-c]', 'a b', 'ü'];

const matcher = fc.record({
  label: fc.constantFrom(...labels),
  op: fc.constantFrom('=', '!=', '=~', '!~'),
  value: fc.constantFrom(...patterns),
});
const { node } = fc.letrec<{ node: Route }>((tie) => ({
  node: fc
    .tuple(
      fc.array(matcher, { minLength: 1, maxLength: 2 }),
      fc.record({
        receiver: fc.option(fc.constantFrom('r1', 'r2', 'r3'), { nil: undefined }),
        continue: fc.boolean(),
        routes: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('node'), { maxLength: 4 })),
      }),
    )
    .map(([matchers, rest]) => route('', { ...rest, matchers: matchers as Route['matchers'] })),
}));
const tree = fc.array(node, { minLength: 2, maxLength: 6 }).map((routes) => route('', { receiver: 'root', routes }));
const labelSets = fc.array(
  fc
    .record(Object.fromEntries(labels.map((label) => [label, fc.constantFrom(...values)])))
    .map(
      (set) => Object.fromEntries(Object.entries(set).filter(([, value]) => value !== '')) as Record<string, string>,
    ),
  { minLength: 10, maxLength: 10 },
);

describe('generated routing trees', () => {
  test.skipIf(amtool === undefined)('send alerts where Alertmanager does (needs amtool)', { timeout: 120_000 }, () => {
    const cases = fc.sample(fc.tuple(tree, labelSets), { numRuns: 40, seed: 4 });
    const files = cases.map(([root], index) => ({ path: `${index}.json`, text: configuration(root, receivers) }));
    const calls = cases.flatMap(([root, sets], index) => sets.map((set) => ({ root, set, file: `${index}.json` })));
    const answers = inFolder(files, (folder) => answersOf(folder, calls));
    const ours = calls.map(({ root, set }) => routeOf(set, routing(root)).map(({ receiver }) => receiver));
    expect(answers).toEqual(ours.map((names) => names.join(',')));
    expect(new Set(answers).size).toBeGreaterThan(20);
  });
});

interface Call {
  readonly file: string;
  readonly set: Readonly<Record<string, string>>;
}

/** One label set a call, two calls at a time; each answer into a file of its own. */
function answersOf(folder: string, calls: readonly Call[]): readonly string[] {
  const commands = calls.map(({ file, set }, index) => {
    const given = Object.entries(set).map(([name, value]) => `'${name}=${value}'`);
    return `${amtool} config routes test --config.file=${file} ${given.join(' ')} > ${index}.txt 2>/dev/null`;
  });
  const script = commands.map((command) => JSON.stringify(command)).join('\n');
  execFileSync('xargs', ['-P2', '-I{}', 'sh', '-c', '{}'], { cwd: folder, input: script });
  const numbers = calls.map((_, index) => `${index}.txt`);
  const all = execFileSync('sh', ['-c', `for i in ${numbers.join(' ')}; do head -n1 $i; done`], { cwd: folder });
  return all.toString().trimEnd().split('\n');
}
