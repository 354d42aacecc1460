import { basename, dirname } from 'node:path';
import { ts } from '@ts-morph/common';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { advice } from './advice.ts';
import { nodesAt } from './call.ts';
import { bare } from './follow.ts';
import { fits } from './locate.ts';
import type { Source, Sources } from './source.ts';
import type { TypeIssue } from './types.ts';

/** The compiler's errors as findings, with our advice below its words. */
export function typeFindings(issues: readonly TypeIssue[], sources: Sources): Diagnostic<Location>[] {
  return issues.flatMap((issue) => {
    const source = sources(issue.file);
    return source ? finding(issue, source, sources) : [];
  });
}

function finding(issue: TypeIssue, source: Source, sources: Sources): Diagnostic<Location> {
  const { code, message, file, related } = issue;
  const help = advice(code, message);
  return {
    check: 'typescript',
    severity: 'error',
    subject: `${basename(dirname(file))}/${basename(file)}`,
    message: `TS${code}: ${message}`,
    place: placeOf(issue, source),
    related: related.flatMap((one) => {
      const place = sources(one.file)?.location(one.start, one.end);
      return place ? { place, message: one.message } : [];
    }),
    ...(help !== undefined && { help }),
  };
}

/** "Type … is not assignable to type …", with and without a suggestion: shown by a property's name, where its value is meant. */
const aboutValues: ReadonlySet<number> = new Set([2322, 2820]);

function placeOf({ code, start, end }: TypeIssue, source: Source): Location {
  const value = aboutValues.has(code) ? valueNamedAt(source.tree, start) : undefined;
  return value && fits(value) ? source.location(value.getStart(), value.end) : source.location(start, end);
}

function valueNamedAt(tree: ts.SourceFile, start: number): ts.Node | undefined {
  const property = nodesAt(tree, start).findLast(ts.isPropertyAssignment);
  return property && property.name.getStart() === start ? bare(property.initializer) : undefined;
}
