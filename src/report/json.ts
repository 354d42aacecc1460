import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { countBySeverity } from './count.ts';
import type { Reporter, ReportOptions, Rule } from './reporter.ts';

/**
 * One JSON document, for programs; members are added, never renamed or removed.
 *
 * - `diagnostics`: by file and place, each
 *   - `check`: id of the check, or of the stage: `load`, `typescript`
 *   - `severity`: `error`, `warning` or `info`, as the configuration has it
 *   - `class`: `fact`, `advice` or `policy`
 *   - `subject`, `message`: what it is about, and what is wrong
 *   - `help`, absent where there is nothing to say: what to write instead
 *   - `fix`, absent where none is certain: replaces the characters at `place`
 *   - `place`: `file` from the working directory; `line`, `column`, `endLine`, `endColumn` count from 1, columns in UTF-16
 *     units, the end exclusive
 *   - `related`: `{ message, place }` of other places that have to do with it
 * - `files`: what synth `added`, `changed` or `removed` (`change`), and where (`path`)
 * - `counts`: how many diagnostics of each severity
 * - `silenced`: how many findings an `ignore` keeps out of `diagnostics`
 */
export const json: Reporter = {
  id: 'json',
  about: 'one JSON document: { diagnostics, files, counts, silenced }',
  report: ({ diagnostics, files, rules, silenced }, options) => {
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const document = {
      diagnostics: diagnostics.map((one) => plain(one, byId.get(one.check), options)),
      files,
      counts: countBySeverity(diagnostics),
      silenced,
    };
    return `${JSON.stringify(document, undefined, 2)}\n`;
  },
};

function plain(diagnostic: Diagnostic<Location>, rule: Rule | undefined, options: ReportOptions) {
  const { check, severity, subject, message, place, related, help, fix } = diagnostic;
  return {
    check,
    severity,
    class: rule?.class,
    subject,
    message,
    help,
    fix,
    place: named(place, options),
    related: related.map((one) => ({ message: one.message, place: named(one.place, options) })),
  };
}

function named({ file, line, column, endLine, endColumn }: Location, { name }: ReportOptions): Location {
  return { file: name(file), line, column, endLine, endColumn };
}
