import { ts } from '@ts-morph/common';

/** What a definition is made by: a call, or a template tag. */
export type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** The call that stands at an offset, as the engine reports it: at the name that is called, at `new`, at the tag or its template. */
export function callAt(tree: ts.SourceFile, offset: number): Call | undefined {
  const inside = nodesAt(tree, offset).filter(isCall).reverse();
  return (
    inside.find((call) => nameStart(call) === offset) ??
    inside.find((call) => offset < argumentsStart(call)) ??
    inside[0]
  );
}

/** The nodes around an offset, outermost first. */
export function nodesAt(tree: ts.SourceFile, offset: number): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (offset < node.getStart(tree) || offset >= node.end) return;
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

function isCall(node: ts.Node): node is Call {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}

/** What is called: the name after the last dot, or the whole expression. */
export function calledName(call: Call): ts.Node {
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee;
}

function nameStart(call: Call): number {
  return ts.isNewExpression(call) ? call.getStart() : calledName(call).getStart();
}

function argumentsStart(call: Call): number {
  return ts.isTaggedTemplateExpression(call) ? call.template.end : call.expression.end;
}
