/**
 * How fast real expressions are parsed, printed and inferred, after warming up, in processor time:
 *
 *     node --import ./bin/register.js bench/parse.ts
 */
import { infer, type LabelFact, type Lookup, parse, pretty, print, type SeriesFacts } from '../src/promql/index.ts';
import { dashboardExpressions, evaluatedCases, ruleExpressions } from '../test/promql/corpora.ts';
import { experimental, printedAsWritten, withVariables } from '../test/promql/expressions.ts';

const own = [...printedAsWritten, ...experimental, ...withVariables];
const options = { macros: true, experimental: true } as const;

const labels: readonly LabelFact[] = ['instance', 'job', 'namespace', 'pod', 'status'].map((name) => ({
  name,
  presence: 'always',
}));
const known: SeriesFacts = { type: 'gauge', labels, complete: true, unit: undefined };
const counter: SeriesFacts = { ...known, type: 'counter' };
const bucket: SeriesFacts = { ...known, type: 'bucket', labels: [...labels, { name: 'le', presence: 'always' }] };

/** Every metric is known, as in a catalog: then there is most to infer. */
const lookup: Lookup = (name) => {
  if (name.endsWith('_bucket')) return bucket;
  return name.endsWith('_total') || name.endsWith('_count') || name.endsWith('_sum') ? counter : known;
};

measure('rules', ruleExpressions());
measure('dashboards', dashboardExpressions());
measure('all', [...own, ...ruleExpressions(), ...dashboardExpressions(), ...evaluatedCases.map(({ expr }) => expr)]);

function measure(name: string, texts: readonly string[]): void {
  if (texts.length === 0) return;
  const trees = texts.map((text) => parse(text, options).ast!);
  const characters = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  console.log(`\n${name}: ${texts.length} expressions of ${characters} characters on average, per second`);
  row('parse', () => void texts.forEach((text) => void parse(text, options)));
  row('parse and infer', () => void texts.forEach((text) => void infer(parse(text, options).ast!, lookup)));
  row('print', () => void trees.forEach((tree) => void print(tree)));
  row('pretty', () => void trees.forEach((tree) => void pretty(tree)));

  function row(what: string, work: () => void): void {
    console.log(`  ${what.padEnd(18)}${String(perSecond(work, texts.length)).padStart(8)}`);
  }
}

/** The best of some runs: the others were disturbed. */
function perSecond(work: () => void, count: number): number {
  let best = 0;
  for (let run = 0; run < 20; run++) {
    const begin = process.cpuUsage();
    for (let repeat = 0; repeat < 10; repeat++) work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.max(best, (10 * count * 1e6) / (user + system));
  }
  return Math.round(best);
}
