import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import { routeOf } from '../../src/analyze/routing-tree.ts';
import { alertmanager } from '../../src/emit/alertmanager/index.ts';
import type { OutputFile } from '../../src/emit/emit.ts';
import type { Route } from '../../src/model/routing.ts';
import { synthesized } from '../definitions/synthesized.ts';
import { inFolder, installed } from '../programs.ts';
import { project } from './project.ts';
import { receiver, route, routing } from './routing-sample.ts';

const amtool = installed('amtool');

const receivers = ['root', 'r1', 'r2', 'r3'];

function configuration(analysis: Analysis): string {
  return (alertmanager.emit(analysis) as readonly OutputFile[])[0]!.text;
}

function generated(root: Route): string {
  return configuration(
    analyze(project({ routing: routing(root), receivers: receivers.map((name) => receiver(name)) })),
  );
}

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
    const cases = fc.sample(fc.tuple(tree, labelSets), { numRuns: 20, seed: 4 });
    const files = cases.map(([root], index) => ({ path: `${index}.yml`, text: generated(root) }));
    const calls = cases.flatMap(([root, sets], index) => sets.map((set) => ({ root, set, file: `${index}.yml` })));
    const answers = inFolder(files, (folder) => answersOf(folder, calls));
    const ours = calls.map(({ root, set }) => routeOf(set, routing(root)).map(({ receiver }) => receiver));
    expect(answers).toEqual(ours.map((names) => names.join(',')));
    expect(new Set(answers).size).toBeGreaterThan(15);
  });
});

describe('the alerts of these definitions', () => {
  test.skipIf(amtool === undefined)('go where Alertmanager sends them (needs amtool)', { timeout: 120_000 }, () => {
    for (const system of ['conexus', 'devops-mcp']) {
      const { files } = synthesized(system);
      const configurations = [...files].flatMap(([path, text]) =>
        path.endsWith('alertmanager.yml') ? { path, text } : [],
      );
      const calls = configurations.flatMap(({ path }) => callsFor(files, path));
      const answers = inFolder(configurations, (folder) => answersOf(folder, calls));
      expect(answers).toEqual(calls.map(({ receivers }) => receivers.join(',')));
      expect(calls.length).toBeGreaterThan(5);
    }
  });
});

interface Emitted {
  readonly name: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly notifications: readonly {
    readonly where: Readonly<Record<string, { readonly values: readonly string[] }>>;
    readonly receivers: readonly string[];
  }[];
}

/** Each alert of model.json in each of its cases, with labels that it then has. */
function callsFor(files: ReadonlyMap<string, string>, file: string) {
  const model = files.get(file.replace('alertmanager/alertmanager.yml', 'model.json'))!;
  const { alerts } = JSON.parse(model) as { alerts: readonly Emitted[] };
  return alerts.flatMap(({ name, severity, labels, notifications }) =>
    notifications.map(({ where, receivers: told }) => {
      const decisive = Object.entries(where).map(([label, { values }]) => [label, values[0] ?? 'any other']);
      const set = { alertname: name, severity, ...labels, ...Object.fromEntries(decisive) } as Record<string, string>;
      return { file, set, receivers: told };
    }),
  );
}

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
