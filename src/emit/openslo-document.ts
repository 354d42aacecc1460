import type { Prose } from '../model/declaration.ts';
import { slugOf } from '../model/slug.ts';
import type { YamlMap } from './yaml.ts';

/** What all documents of OpenSLO have in common. */

export interface Document extends YamlMap {
  readonly kind: string;
  readonly spec: YamlMap;
}

export function document(kind: string, name: string, metadata: YamlMap, spec: YamlMap): Document {
  return { apiVersion: 'openslo/v1', ...part(kind, name, metadata, spec) };
}

/** A document within another. */
export function part(kind: string, name: string, metadata: YamlMap, spec: YamlMap): Document {
  return { kind, metadata: { name, ...metadata }, spec };
}

/** Names as OpenSLO wants them, by what they are made of: those that would be the same get a number. */
export function namesOf(titles: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const title of new Set(titles)) {
    const slug = slugOf(title)
      .slice(0, longestName - numberLength)
      .replace(/-$/, '');
    let name = slug;
    for (let n = 2; taken.has(name); n++) name = `${slug}-${n}`;
    taken.add(name);
    names.set(title, name);
  }
  return names;
}
const longestName = 63;
const numberLength = 4;

/** As long as OpenSLO takes a description. */
const longestDescription = 1050;

/** Prose as a description: a reference is the name of what it leads to; undefined where there is nothing to say. */
export function described(prose: Prose): string | undefined {
  const text = prose
    .map((one) => (typeof one === 'string' ? one : String(Object.values(one).at(-1))))
    .join('')
    .trim();
  if (text === '') return undefined;
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 1).replace(/\s+\S*$/, '')}…`;
}
