/** Verbs of Go's printf (package fmt) that fit what Prometheus passes in. */
import type { TemplateToken } from './template-lex.ts';
import type { Operand, TemplateIssue } from './template-state.ts';

interface Kind {
  readonly verbs: string;
  readonly says: string;
  readonly instead: string;
}

const float: Kind = { verbs: 'vTbgGxXfFeE', says: 'the value is a floating-point number', instead: '%.0f' };
const text: Kind = { verbs: 'vTsqxX', says: 'a label is a text', instead: '%s' };

/** The first verb of a format that does not fit its argument: Go writes `%!d(float64=5)` instead. */
export function printfIssue(format: TemplateToken, args: readonly Operand[]): TemplateIssue | undefined {
  if (/%[^a-zA-Z%]*[*[]/.test(format.text)) return undefined;
  const verbs = [...format.text.matchAll(/%[-+# 0-9.]*([a-zA-Z%])/g)].filter(([, verb]) => verb !== '%');
  for (const [index, { 0: written, 1: verb }] of verbs.entries()) {
    const kind = kindOf(args[index]);
    if (kind === undefined || kind.verbs.includes(verb!)) continue;
    const { start, end } = format;
    return { start, end, message: `${written} does not fit: ${kind.says}`, instead: kind.instead };
  }
  return undefined;
}

function kindOf(operand: Operand | undefined): Kind | undefined {
  if (operand?.root === 'Value' && operand.path.length === 0) return float;
  const isLabel = operand?.root === 'Labels' || operand?.root === 'ExternalLabels';
  return isLabel && operand.path.length === 1 ? text : undefined;
}
