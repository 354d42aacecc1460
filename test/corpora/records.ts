import type { Origin } from '../../src/model/declaration.ts';
import type { Expression } from '../../src/model/expression.ts';
import { parse } from '../../src/promql/parse.ts';

/** An expression of a foreign file, as the `promql` tag would make it there. */
export function expressionAt(text: string, at: Origin): Expression {
  const origin: Origin = { ...at, template: { text, holes: [] } };
  const { ast, errors } = parse(text, { macros: true, experimental: true, source: origin });
  return { ast, issues: errors, origin };
}

/** A place for every record of a file, no two the same. */
export function placesIn(file: string): () => Origin {
  let line = 0;
  return () => {
    line += 1;
    return { file, line, column: 1, callers: [] };
  };
}
