/** Steps of runbooks, guide sections and troubleshooting. */
import type { GuideSection } from '../../model/guide.ts';
import type { Step, StepPart } from '../../model/runbook.ts';
import { promql } from './facts.ts';
import { authored, type Block, codeBlock, heading, join, paragraph } from './page.ts';
import type { Site } from './site.ts';
import { phraseWords } from './words.ts';

type QueryPart = Extract<StepPart, { kind: 'query' }>;

/** A step under its title. */
export function stepBlocks({ title, parts }: Step, level: number, site: Site): Block[] {
  return [heading(level, title), ...parts.flatMap((part) => partBlocks(part, level, site))];
}

/** The text of a section whose heading has `level`, and its steps. */
export function sectionBody({ body, steps }: GuideSection, level: number, site: Site): Block[] {
  return [...authored(body, level), ...steps.flatMap((step) => stepBlocks(step, level + 1, site))];
}

/** One part of a step below a heading of `level`. */
export function partBlocks(part: StepPart, level: number, site: Site): Block[] {
  switch (part.kind) {
    case 'text':
      return authored(part.text, level);
    case 'command':
      return [...authored(part.about, level), codeBlock('sh', part.command)];
    case 'query':
      return [promql(part.expr), ...lookFor(part, level, site)];
    case 'link':
      return [paragraph(join('See ', [part.to], part.about === undefined ? '.' : [': ', ...part.about]))];
  }
}

/** What to look for in the answer, by the author; else what the query shows. */
function lookFor({ expr, about }: QueryPart, level: number, { analysis }: Site): Block[] {
  if (about !== undefined) return authored(about, level);
  const inference = analysis.inference(expr);
  const words = expr.ast === undefined || inference === undefined ? undefined : phraseWords(expr.ast, inference);
  return words === undefined ? [] : [paragraph(`Shows ${words}.`)];
}
