import type { Diagnostic, Location } from '../model/diagnostic.ts';

/** A replacement of the characters at a place. */
export interface Edit {
  readonly place: Location;
  readonly text: string;
}

/** What findings call for. */
export interface Edits {
  /** By file, in order of place; none reaches into the next. */
  readonly byFile: ReadonlyMap<string, readonly Edit[]>;
  /** Places that findings want to hold different things: none is written. */
  readonly contradictory: readonly Location[];
}

/** The fixes of findings as edits. Of those that overlap the first is made, since the other may be void then. */
export function editsOf(diagnostics: readonly Diagnostic<Location>[]): Edits {
  const wanted = new Map<string, Edit & { readonly texts: Set<string> }>();
  for (const { place, fix } of diagnostics) {
    if (fix === undefined) continue;
    const key = JSON.stringify(place);
    const edit = wanted.get(key) ?? { place, text: fix, texts: new Set() };
    edit.texts.add(fix);
    wanted.set(key, edit);
  }
  const edits = [...wanted.values()];
  const clear = edits.filter(({ texts }) => texts.size === 1).map(({ place, text }) => ({ place, text }));
  const files = [...new Set(clear.map(({ place }) => place.file))].sort();
  return {
    byFile: new Map(files.map((file) => [file, inOrder(clear.filter(({ place }) => place.file === file))])),
    contradictory: edits.filter(({ texts }) => texts.size > 1).map(({ place }) => place),
  };
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted(byPlace)) {
    const last = kept.at(-1)?.place;
    if (!last || isAfter(edit.place, last)) kept.push(edit);
  }
  return kept;
}

function byPlace({ place: a }: Edit, { place: b }: Edit): number {
  return a.line - b.line || a.column - b.column;
}

function isAfter(place: Location, { endLine, endColumn }: Location): boolean {
  return place.line > endLine || (place.line === endLine && place.column > endColumn - 1);
}

/** A text with edits made, whatever ends its lines; all else stays as it is. */
export function edited(text: string, edits: readonly Edit[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((end) => end.index + end[0].length)];
  let result = '';
  let done = 0;
  for (const { place, text: replacement } of edits) {
    result += text.slice(done, starts[place.line - 1]! + place.column - 1) + replacement;
    done = starts[place.endLine - 1]! + place.endColumn - 1;
  }
  return result + text.slice(done);
}
