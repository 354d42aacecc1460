import type { Expression } from '../model/expression.ts';
import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { RecordingRule } from '../model/rule.ts';
import type { Matcher } from '../promql/ast.ts';
import { type Inference, infer, type SeriesFacts } from '../promql/infer.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Analysis, Inferred, Use } from './analysis.ts';
import { append } from './append.ts';
import { catalogOf } from './catalog.ts';
import { mergeFacts } from './merge.ts';
import { inReadingOrder } from './reading-order.ts';
import { recordedFacts, unknownSeries } from './recorded.ts';
import { simulate } from './routing.ts';
import { type Rule, ruleReads } from './rule-graph.ts';
import { namesIn, selectedNames } from './selected.ts';
import { isSound, soundProject } from './sound.ts';
import { usesIn } from './uses.ts';
import { maySelect } from './written.ts';

/** Computes what follows from a project. Inference of an expression waits until somebody asks for it. */
export function analyze(declared: Project): Analysis {
  const project = soundProject(declared);
  const catalog = catalogOf(project);
  const uses = usesIn(project);
  const inDashboards = new Set(uses.filter((use) => use.dialect === 'grafana').map((use) => use.expression));
  const inRules = new Set(uses.filter((use) => use.role === 'rule').map((use) => use.expression));

  const inference = onceFor((expression: Expression): Inference | undefined => {
    const variables = inDashboards.has(expression) || !inRules.has(expression);
    return expression.ast && infer(expression.ast, lookup, { variables });
  });
  const rules = grouped(project.recordingRules);
  const factsOf = onceFor((rule: RecordingRule) => recordedFacts(rule, inference(rule.expr)));
  const recorded = inReadingOrder(
    (name) => (rules.get(name) ?? []).flatMap(({ expr }) => namesIn(expr)).filter((read) => rules.has(read)),
    (name) => mergeFacts(rules.get(name)!.map(factsOf)),
    unknownSeries,
  );
  /** What all rules of the name record, or those of them that matchers let pass; where these let none pass, of all. */
  function recordedFor(name: string, matchers: readonly Matcher[]): SeriesFacts {
    const all = recorded(name);
    const own = rules.get(name)!;
    const meant = own.filter((rule) => maySelect({ matchers }, rule));
    return all === unknownSeries || meant.length === 0 || meant.length === own.length
      ? all
      : mergeFacts(meant.map(factsOf));
  }
  function lookup(name: string, matchers: readonly Matcher[] = []): SeriesFacts | undefined {
    const scraped = catalog.facts.get(name);
    if (!rules.has(name)) return scraped;
    const facts = recordedFor(name, matchers);
    return scraped ? mergeFacts([scraped, facts]) : facts;
  }

  const groups = new Map(project.ruleGroups.map((group) => [group.name, group.interval]));
  const { evaluationInterval } = project.system;
  const evaluation = (rule: Rule) => groups.get(rule.group ?? '') ?? evaluationInterval;
  const usesByMetric = once(() => byMetric(uses, inference, catalog.metrics));

  const analysis: Analysis = {
    project,
    uses,
    lookup,
    inference,
    inferred: once(() => uses.flatMap((use) => inferredOf(use, inference))),
    seriesNames: once(() => [...new Set([...catalog.facts.keys(), ...rules.keys()])]),
    metric: (seriesName) => catalog.metrics.get(seriesName)?.[0],
    interval: (seriesName) => {
      const intervals = rules.get(seriesName)?.map(evaluation) ?? [];
      const scraped = catalog.intervals.get(seriesName);
      const all = scraped === undefined ? intervals : [...intervals, scraped];
      return all.length === 0 ? undefined : Math.min(...all);
    },
    loss: (seriesName) => (rules.has(seriesName) ? undefined : catalog.losses.get(seriesName)),
    evaluation,
    ruleReads: once(() => ruleReads(project, inference, (name) => catalog.facts.has(name))),
    usesOf: (metric) => usesByMetric().get(metric) ?? [],
    routing: once(() => simulate(analysis)),
  };
  return analysis;
}

function inferredOf(use: Use, inference: Analysis['inference']): readonly Inferred[] {
  const inferred = isSound(use.expression) ? inference(use.expression) : undefined;
  return inferred ? [{ use, inference: inferred }] : [];
}

function byMetric(
  uses: readonly Use[],
  inference: Analysis['inference'],
  metrics: ReadonlyMap<string, readonly Metric[]>,
): ReadonlyMap<Metric, readonly Use[]> {
  const found = new Map<Metric, Set<Use>>();
  for (const use of uses) {
    const inferred = inference(use.expression);
    if (!inferred) continue;
    for (const name of selectedNames(inferred, metrics.keys())) {
      for (const metric of metrics.get(name) ?? []) {
        const known = found.get(metric);
        if (known) known.add(use);
        else found.set(metric, new Set([use]));
      }
    }
  }
  return new Map([...found].map(([metric, used]) => [metric, [...used]]));
}

function grouped(rules: readonly RecordingRule[]): ReadonlyMap<string, readonly RecordingRule[]> {
  const byName = new Map<string, RecordingRule[]>();
  for (const rule of rules) append(byName, rule.name, rule);
  return byName;
}

function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}
