import type { CheckClass, Diagnostic, Location, Severity } from '../model/diagnostic.ts';
import { fingerprints } from './fingerprint.ts';
import type { Reporter, ReportOptions, Rule } from './reporter.ts';

/** A SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = {
  id: 'sarif',
  about: 'a SARIF 2.1.0 log, for code scanning',
  report: ({ diagnostics, rules }, options) => {
    const indexes = new Map(rules.map(({ id }, index) => [id, index]));
    const prints = fingerprints(diagnostics, options);
    const run = {
      tool: { driver: { name: 'Alidade', rules: rules.map(ruleOf) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [base]: { description: { text: 'The folder that alidade was run in.' } } },
      results: diagnostics.map((one, index) => resultOf(one, indexes.get(one.check), prints[index]!, options)),
    };
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    return `${JSON.stringify(log, undefined, 2)}\n`;
  },
};

/** URIs are relative to it. */
const base = 'SRCROOT';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Code scanning sorts by this: how many of a rule's findings are to be believed. */
const precisions: Readonly<Record<CheckClass, string>> = { fact: 'very-high', advice: 'high', policy: 'medium' };

function ruleOf(rule: Rule) {
  const { id, severity, class: kind, why } = rule;
  return {
    id,
    shortDescription: { text: why },
    ...(rule.bad !== undefined && { help: examples(id, rule.bad, rule.good ?? '') }),
    defaultConfiguration: { level: levels[severity] },
    properties: { class: kind, precision: precisions[kind], tags: [kind] },
  };
}

function examples(id: string, bad: string, good: string) {
  const more = `alidade check --explain ${id}`;
  const fence = (code: string) => `\`\`\`ts\n${code}\n\`\`\``;
  return {
    text: `Reported:\n\n${bad}\n\nInstead:\n\n${good}\n\n${more}`,
    markdown: `Reported:\n\n${fence(bad)}\n\nInstead:\n\n${fence(good)}\n\n\`${more}\``,
  };
}

function resultOf(
  diagnostic: Diagnostic<Location>,
  ruleIndex: number | undefined,
  fingerprint: string,
  options: ReportOptions,
) {
  const { check, severity, subject, message, place, related, help, fix } = diagnostic;
  return {
    ruleId: check,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [{ ...locationOf(place, options), logicalLocations: [{ fullyQualifiedName: subject }] }],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, id) => ({
        id,
        ...locationOf(one.place, options),
        message: { text: one.message },
      })),
    }),
    partialFingerprints: { 'alidade/v1': fingerprint },
    ...(fix !== undefined && { fixes: [fixOf(place, fix, help ?? `write ${fix}`, options)] }),
  };
}

function locationOf(place: Location, options: ReportOptions) {
  const region = options.read(place.file) === undefined ? {} : { region: regionOf(place) };
  return { physicalLocation: { artifactLocation: artifact(place, options), ...region } };
}

function artifact({ file }: Location, { name }: ReportOptions) {
  return { uri: name(file).split('/').map(encodeURIComponent).join('/'), uriBaseId: base };
}

function regionOf({ line, column, endLine, endColumn }: Location) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixOf(place: Location, text: string, description: string, options: ReportOptions) {
  const replacement = { deletedRegion: regionOf(place), insertedContent: { text } };
  return {
    description: { text: description },
    artifactChanges: [{ artifactLocation: artifact(place, options), replacements: [replacement] }],
  };
}
