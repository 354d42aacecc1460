/** Rules of SLOs, and what promtool makes of them over series that somebody invents. */
import { parse as readYaml } from 'yaml';
import { analyze } from '../../src/analyze/analyze.ts';
import { groupOrder } from '../../src/analyze/group-order.ts';
import type { OutputFile } from '../../src/emit/emit.ts';
import { prometheusRules } from '../../src/emit/prometheus-rules.ts';
import { gather } from '../../src/load/gather.ts';
import { type Project, registryOf } from '../../src/model/project.ts';
import { formatDuration } from '../../src/promql/duration.ts';
import { parse } from '../../src/promql/parse.ts';
import { walk } from '../../src/promql/walk.ts';
import { inFolder, program } from '../programs.ts';

export const promtool = program('promtool');

/** Milliseconds for what is done before the tests of a file: others may use the machine as well. */
export const waiting = 60_000;

/** Rule files, and the order in which promtool is to take their groups. */
export interface Rules {
  readonly files: readonly OutputFile[];
  readonly order: readonly string[];
}

/** What a system declared so far, as it is emitted; `folder` tells it from others. */
export function rulesOf(system: unknown, folder = 'ours'): Rules {
  const project = projectOf(system);
  const files = prometheusRules.emit(analyze(project)) as readonly OutputFile[];
  return { files: files.map(({ path, text }) => ({ path: `${folder}/${path}`, text })), order: groupOrder(project) };
}

export function projectOf(system: unknown): Project {
  const registry = registryOf(system);
  if (registry === undefined) throw new Error('no system');
  const project = gather({ id: 'shop', path: import.meta.dirname } as Parameters<typeof gather>[0], registry);
  if (project.invalid.length > 0)
    throw new Error(JSON.stringify(project.invalid.map(({ name, issues }) => [name, issues])));
  return project;
}

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
}
interface Group {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Of the rules those only that some alerts or series need, by name: promtool evaluates whatever it is given. */
export function neededFor(rules: Rules, ...wanted: readonly string[]): Rules {
  const files = rules.files.map(({ path, text }) => ({ path, ...(readYaml(text) as { groups: readonly Group[] }) }));
  const all = files.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const needed = new Set<Rule>();
  const add = (name: string) => {
    for (const rule of all) {
      if ((rule.alert ?? rule.record) !== name || needed.has(rule)) continue;
      needed.add(rule);
      for (const read of namesIn(rule.expr)) add(read);
    }
  };
  for (const name of wanted) add(name);
  const kept = (groups: readonly Group[]) =>
    groups
      .map((group) => ({ ...group, rules: group.rules.filter((rule) => needed.has(rule)) }))
      .filter((group) => group.rules.length > 0);
  const left = files.map(({ path, groups }) => ({ path, groups: kept(groups) }));
  const names = new Set(left.flatMap(({ groups }) => groups.map(({ name }) => name)));
  return {
    files: left.map(({ path, groups }) => ({ path, text: JSON.stringify({ groups }) })),
    order: rules.order.filter((name) => names.has(name)),
  };
}

function namesIn(expr: string): readonly string[] {
  const names: string[] = [];
  const { ast } = parse(expr);
  if (ast) walk(ast, (node) => node.kind === 'selector' && node.name !== undefined && names.push(node.name));
  return names;
}

/** Series over time and what is asked about them. */
export interface Simulation {
  /** Values in promtool's notation, by series. */
  readonly series: Readonly<Record<string, string>>;
  /** Seconds between samples, and between evaluations. */
  readonly scrape: number;
  readonly evaluation: number;
  /** Expressions by name, each at a time in seconds. */
  readonly ask: Readonly<Record<string, { readonly expr: string; readonly at: number }>>;
}

/** Values by labels, written as `{a="b"}`. */
export type Samples = Readonly<Record<string, number>>;

/** The answers to each simulation by name: of all together promtool is asked once. */
export function simulated(
  rules: readonly Rules[],
  simulations: readonly Simulation[],
): readonly Readonly<Record<string, Samples>>[] {
  const files = rules.flatMap((one) => one.files);
  return parts(simulations)
    .flatMap(({ evaluation, indexes }) => {
      const text = JSON.stringify({
        rule_files: files.map(({ path }) => path),
        evaluation_interval: `${evaluation}s`,
        group_eval_order: rules.flatMap(({ order }) => order),
        tests: indexes.map((index) => testOf(simulations[index]!, index)),
      });
      const { output } = inFolder([...files, { path: 'tests.yml', text }], (folder) =>
        promtool!(['test', 'rules', 'tests.yml'], folder),
      );
      return indexes.map((index) => [index, answersIn(output, simulations[index]!, index)] as const);
    })
    .sort(([a], [b]) => a - b)
    .map(([, answers]) => answers);
}

/** promtool evaluates all tests of a file equally often. */
function parts(simulations: readonly Simulation[]) {
  const intervals = [...new Set(simulations.map(({ evaluation }) => evaluation))];
  return intervals.map((evaluation) => ({
    evaluation,
    indexes: simulations.flatMap((one, index) => (one.evaluation === evaluation ? [index] : [])),
  }));
}

function testOf({ series, scrape, ask }: Simulation, index: number) {
  return {
    interval: `${scrape}s`,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    // Nothing has this label, so every answer is told.
    promql_expr_test: Object.entries(ask).map(([name, { expr, at }]) => ({
      expr,
      eval_time: formatDuration(at * 1000),
      exp_samples: [{ labels: `{mark="${index} ${name}"}`, value: 0 }],
    })),
  };
}

function answersIn(output: string, { ask }: Simulation, index: number): Readonly<Record<string, Samples>> {
  const got = new Map(
    [...output.matchAll(/exp: \{mark="(\d+ [^"]*)"\} 0E\+00\s+got: (.*)/g)].map(([, mark, text]) => [mark, text]),
  );
  return Object.fromEntries(
    Object.keys(ask).map((name) => {
      const text = got.get(`${index} ${name}`);
      if (text === undefined) throw new Error(output.slice(0, 3000));
      return [name, text === 'nil' ? {} : samplesIn(text)];
    }),
  );
}

function samplesIn(text: string): Samples {
  const found = text.matchAll(/(?:^|, )([\w:]*(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?) ([-+.\w]+)(?=, |$)/g);
  return Object.fromEntries([...found].map(([, labels = '', value = '']) => [labels, numberIn(value)]));
}

function numberIn(text: string): number {
  return Number(text.replace(/inf/i, 'Infinity'));
}

/** The only value among samples; undefined where there is none. */
export function only(samples: Samples | undefined): number | undefined {
  const values = Object.values(samples ?? {});
  if (values.length > 1) throw new Error(`more than one: ${JSON.stringify(samples)}`);
  return values[0];
}

/**
 * A counter's samples, from how much it grows for how many samples.
 *
 * @example counted([2, 10], [3, 0]) // '0 10+10x1 20x2'
 */
export function counted(...stretches: readonly (readonly [samples: number, growth: number])[]): string {
  let value = 0;
  const pieces = stretches.map(([samples, growth]) => {
    const first = value + growth;
    value += samples * growth;
    return growth === 0 ? `${first}x${samples - 1}` : `${first}+${growth}x${samples - 1}`;
  });
  return ['0', ...pieces].join(' ');
}
