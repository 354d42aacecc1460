/** Steps of runbooks and of troubleshooting. */
import type { Prose } from '../../model/declaration.ts';
import type { StepPart } from '../../model/runbook.ts';
import { promql } from './facts.ts';
import { authored, type Block, codeBlock, join, paragraph } from './page.ts';
import type { Site } from './site.ts';
import { phraseWords } from './words.ts';

/** One part of a step below a heading of `level`. */
export function partBlocks(part: StepPart, level: number, site: Site): Block[] {
  switch (part.kind) {
    case 'text':
      return authored(part.text, level);
    case 'command':
      return [...authored(part.about, level), codeBlock('sh', part.command)];
    case 'query':
      return [promql(part.expr), ...lookFor(part.expr, part.about, site)];
    case 'link':
      return [paragraph(join('See ', [part.to], part.about === undefined ? '.' : [': ', ...part.about]))];
  }
}

/** What the author says to look for, else what the query shows. */
function lookFor(
  expr: Extract<StepPart, { kind: 'query' }>['expr'],
  about: Prose | undefined,
  { analysis }: Site,
): Block[] {
  if (about !== undefined && about.length > 0) return [paragraph(about)];
  const inference = analysis.inference(expr);
  const words = expr.ast === undefined || inference === undefined ? undefined : phraseWords(expr.ast, inference);
  return words === undefined ? [] : [paragraph(`Shows ${words}.`)];
}
