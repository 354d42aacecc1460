import type { CheckClass, Diagnostic, Location } from '../model/diagnostic.ts';
import { pretty } from './pretty.ts';
import type { Rule } from './reporter.ts';

/** What there is to say of a check: its page in the documentation and what `--explain` prints are made of it. */
export interface CheckPage {
  readonly id: string;
  /** `error, fact: wrong whatever one's taste`. */
  readonly standing: string;
  readonly paragraphs: readonly string[];
  readonly examples: readonly Example[];
}

interface Example {
  readonly title: string;
  readonly code: string;
  /** Of code that is reported: how. */
  readonly report?: string;
}

/** A check with examples. */
export type ExplainedRule = Rule & { readonly bad: string; readonly good: string };

const classes: Readonly<Record<CheckClass, string>> = {
  fact: 'wrong whatever one’s taste',
  advice: 'measurable but arguable',
  policy: 'a house rule',
};

/** `reported` is what judging the bad example gave; its places count from the example's first line. */
export function checkPage(rule: ExplainedRule, reported?: Diagnostic<Location>): CheckPage {
  const { id, severity, class: kind, why, bad, good, fixable } = rule;
  const mend = 'Where only one thing can have been meant, `alidade check --fix` writes it.';
  return {
    id,
    standing: `${severity}, ${kind}: ${classes[kind]}`,
    paragraphs: fixable ? [why, mend] : [why],
    examples: [
      { title: 'Reported', code: bad, ...(reported && { report: reportOf(bad, reported) }) },
      { title: 'Instead', code: good },
      ...silencings(id),
    ],
  };
}

function reportOf(code: string, reported: Diagnostic<Location>): string {
  const results = { diagnostics: [reported], files: [], rules: [], silenced: 0 };
  return pretty.report(results, { color: false, read: () => code, name: () => 'shop.ts' }).trim();
}

function silencings(id: string): readonly Example[] {
  const forGood = `ignore: { '${id}': 'why this is right here' }`;
  const forATime = `ignore: { '${id}': { reason: 'until the exporter is updated', until: '2027-01-31' } }`;
  const off = `checks: { '${id}': { severity: 'off', reason: 'why it is none of ours' } }`;
  return [
    { title: 'Silenced on a declaration, for good or for a time', code: `${forGood}\n${forATime}` },
    { title: 'Another severity, or none, in alidade.config.ts', code: off },
  ];
}

/** A page of the documentation. */
export function pageMarkdown({ id, standing, paragraphs, examples }: CheckPage): string {
  const parts = examples.map(({ title, code, report }) =>
    [`## ${title}`, fenced('ts', code), ...(report === undefined ? [] : [fenced('text', report)])].join('\n\n'),
  );
  return [`# ${id}`, `*${standing}*`, ...paragraphs, ...parts, `[All checks](README.md)`].join('\n\n').concat('\n');
}

/** The list of all checks, by family, with what stands above every example. */
export function indexMarkdown(rules: readonly Rule[], prelude: string): string {
  const families = [...new Set(rules.map(({ id }) => familyOf(id)))];
  const tables = families.map((family) => {
    const rows = rules.filter(({ id }) => familyOf(id) === family).map(row);
    return [`## ${family}`, ['| | | | |', '|---|---|---|---|', ...rows].join('\n')].join('\n\n');
  });
  const about =
    'What `alidade check` and `alidade synth` look for. A *fact* is wrong whatever one’s taste, *advice* can be argued with, ' +
    'a *policy* is a house rule. **fix** marks what `alidade check --fix` can mend. `alidade check --explain <id>` prints a page.';
  const examples = [
    '## The shop of the examples',
    'Every example stands below these definitions:',
    fenced('ts', prelude),
  ];
  return ['# Checks', about, ...tables, ...examples].join('\n\n').concat('\n');
}

function familyOf(id: string): string {
  return id.slice(0, id.indexOf('-'));
}

function row({ id, severity, class: kind, why, fixable }: Rule): string {
  return `| [${id}](${id}.md) | ${severity}, ${kind} | ${fixable ? '**fix**' : ''} | ${why.replaceAll('|', '\\|')} |`;
}

function fenced(language: string, code: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}${language}\n${code.trim()}\n${fence}`;
}
