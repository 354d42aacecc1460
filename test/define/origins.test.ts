import { describe, expect, test } from 'vitest';
import { expressionOf, type HandleState } from '../../src/define/handle.ts';
import type { Declared, Frame } from '../../src/model/declaration.ts';
import type { Aggregation, Binary, Call, MatrixSelector } from '../../src/promql/ast.ts';
import { placeIn, written } from './written.ts';

/** Every call knows where it stands: the nearest place outside our own folders, then the recipes that called it. */

const file = '/home/someone/definitions/shop/alerts.ts';

function placeOf({ file, line, column }: Frame): Frame {
  return { file, line, column };
}

describe('a declaration', () => {
  test.each([
    ['alert', `shop.alert('A', { when: heap.gt(1), severity: 'info' })`, 'alert'],
    ['recording rule', `alidade.promql\`up\`; return shop.ruleGroup('g')`, 'ruleGroup'],
    ['metric', `web.component('x').gauge('g', { help: 'x' })`, 'gauge'],
    ['dashboard', `shop.dashboard('d', { title: 'D', rows: [] })`, 'dashboard'],
    ['runbook', `shop.runbook('r', { title: 'R', about: 'x', steps: [] })`, 'runbook'],
    ['variable', `shop.variable.custom('v', ['a'])`, 'custom'],
    ['panel', `alidade.timeseries('T', { query: heap })`, 'timeseries'],
    ['row', `alidade.row('R', [])`, 'row'],
  ])('knows the place of its call: %s', (_, call, method) => {
    const code = `\n  ${call.includes('return') ? call : `return ${call}`};`;
    const made = written<Declared & HandleState>(file, code);
    const origin = 'origin' in made ? made.origin : expressionOf(made).origin;
    expect(placeOf(origin)).toEqual({ file, ...placeIn(code, `${method}(`) });
  });

  test('knows who called the recipe that made it', () => {
    const recipe = '/home/someone/definitions/recipes.ts';
    const redAlerts = written(
      recipe,
      'return function redAlerts(name) {\n  return shop.alert(name, { when: heap.gt(1), severity: "info" });\n}',
    );
    const code = '\n\n  return redAlerts("A");';
    const { origin } = written<Declared>(file, code, { redAlerts });
    expect(placeOf(origin)).toEqual({ file: recipe, line: 2, column: 15 });
    expect(origin.callers[0]).toEqual({ file, line: 3, column: 10 });
    expect(origin.callers.length).toBeLessThanOrEqual(3);
  });

  test('a metric of a catalog is where the catalog was asked for', async () => {
    const { goRuntime } = await import('alidade/catalogs/go-runtime');
    const { goroutines } = written<ReturnType<typeof goRuntime>>(file, '\nreturn goRuntime(web);', { goRuntime });
    const { ast } = expressionOf(goroutines as unknown as HandleState);
    expect(placeOf(ast?.source as Frame)).toEqual({ file, line: 2, column: 8 });
  });
});

describe('every node of an expression', () => {
  const code = `
    return requests
      .rate('5m')
      .sum({ by: 'method' })
      .gt(5);`;
  const expression = expressionOf(written<HandleState>(file, code));
  const comparison = expression.ast as Binary;
  const sum = comparison.lhs as Aggregation;
  const rate = sum.expr as Call;
  const matrix = rate.args[0] as MatrixSelector;
  const placeOfNode = (node: { readonly source?: object | undefined }) => placeOf(node.source as Frame);

  test('knows the call that made it', () => {
    expect(placeOf(expression.origin)).toEqual({ file, ...placeIn(code, 'gt(') });
    expect(placeOfNode(comparison)).toEqual({ file, ...placeIn(code, 'gt(') });
    expect(placeOfNode(comparison.rhs)).toEqual({ file, ...placeIn(code, 'gt(') });
    expect(placeOfNode(sum)).toEqual({ file, ...placeIn(code, 'sum(') });
    expect(placeOfNode(sum.grouping[0]!)).toEqual({ file, ...placeIn(code, 'sum(') });
    expect(placeOfNode(rate)).toEqual({ file, ...placeIn(code, 'rate(') });
    expect(placeOfNode(matrix.range)).toEqual({ file, ...placeIn(code, 'rate(') });
  });

  test('down to matchers', () => {
    const where = `return requests.where({ code: '500' }).rate('5m');`;
    const { ast } = expressionOf(written<HandleState>(file, where));
    const [matcher] = ((ast as Call).args[0] as MatrixSelector).selector.matchers;
    expect(placeOfNode(matcher!)).toEqual({ file, ...placeIn(where, 'where(') });
  });

  test('of raw text counts in the text', () => {
    const raw = '\nreturn alidade.promql`sum(${heap}) > 5`;';
    const { ast, origin } = expressionOf(written<HandleState>(file, raw));
    expect(placeOf(origin)).toEqual({ file, ...placeIn(raw, '`sum') });
    expect(origin.template?.text).toBe('sum(heap_bytes) > 5');
    expect(ast?.source).toBe(origin);
    expect([ast?.start, ast?.end]).toEqual([0, 'sum(heap_bytes) > 5'.length]);
  });
});

describe('files', () => {
  test('an URL is a path', () => {
    const { origin } = written<Declared>('file:///home/some%20one/definitions/a.ts', `return shop.ruleGroup('g')`);
    expect(origin.file).toBe('/home/some one/definitions/a.ts');
  });

  test("the environment of an evaluation is none of the file's name", () => {
    const { origin } = written<Declared>(
      'file:///home/someone/definitions/a.ts?environment=prod',
      `return shop.ruleGroup('g')`,
    );
    expect(origin.file).toBe('/home/someone/definitions/a.ts');
  });

  test('the way errors are shown is left as it was', () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    written(file, `return shop.ruleGroup('g')`);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(Error.prepareStackTrace).toBe(prepareStackTrace);
  });
});
