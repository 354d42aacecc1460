/** How fast real expressions are parsed and printed, after warming up: `node --import ./bin/register.js bench/parse.ts`. */
import { parse, pretty, print } from '../src/promql/index.ts';
import { dashboardExpressions, evaluatedCases, ruleExpressions } from '../test/promql/corpora.ts';
import { experimental, printedAsWritten, withVariables } from '../test/promql/expressions.ts';

const own = [...printedAsWritten, ...experimental, ...withVariables];
const texts = [...own, ...ruleExpressions(), ...dashboardExpressions(), ...evaluatedCases.map(({ expr }) => expr)];
const options = { macros: true, experimental: true } as const;
const trees = texts.map((text) => parse(text, options).ast!);

/** The best of some runs: the others were disturbed. */
function perSecond(work: () => void): number {
  let best = 0;
  for (let run = 0; run < 30; run++) {
    const begin = performance.now();
    for (let repeat = 0; repeat < 10; repeat++) work();
    best = Math.max(best, (10 * texts.length * 1000) / (performance.now() - begin));
  }
  return Math.round(best);
}

const characters = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
console.log(`${texts.length} expressions of ${characters} characters on average, per second:`);
console.log(`parse  ${perSecond(() => texts.forEach((text) => void parse(text, options)))}`);
console.log(`print  ${perSecond(() => trees.forEach((tree) => void print(tree)))}`);
console.log(`pretty ${perSecond(() => trees.forEach((tree) => void pretty(tree)))}`);
