/** Real cases, where they are at hand: what is not there is skipped by name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { Feature } from '../../src/promql/index.ts';

const root = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

export const present = existsSync(root);

export interface ParseCase {
  readonly id: string;
  readonly input: string;
  readonly ok: boolean;
  readonly flags: readonly Feature[];
  readonly ast: unknown;
  readonly errors: readonly { readonly start: number; readonly end: number; readonly msg: string }[];
}

export interface PrinterCase {
  readonly suite: string;
  readonly in: string;
  readonly out: string;
  readonly width?: number;
  readonly flags: readonly Feature[];
}

export interface EvaluatedCase {
  readonly id: string;
  readonly expr: string;
  readonly flags: readonly Feature[];
}

function lines<T>(file: string): readonly T[] {
  if (!present) return [];
  const text = readFileSync(join(root, file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

export const parseCases = lines<ParseCase>('parse_test.jsonl');
export const printerCases = lines<PrinterCase>('printer_test.jsonl');
export const evaluatedCases = lines<EvaluatedCase>('promqltest.jsonl');
export const functionTable: unknown = present ? JSON.parse(readFileSync(join(root, 'functions.json'), 'utf8')) : {};

function filesUnder(folder: string, suffix: RegExp): readonly string[] {
  if (!present) return [];
  const names = readdirSync(join(root, folder), { recursive: true }) as string[];
  return names
    .filter((name) => suffix.test(name))
    .sort()
    .map((name) => join(root, folder, name));
}

/** Every string under a key of this name, at any depth. */
function stringsAt(value: unknown, key: string, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) stringsAt(item, key, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (name === key && typeof item === 'string') found.push(item);
      else stringsAt(item, key, found);
    }
  }
  return found;
}

/** The expressions of real alerting and recording rules. */
export function ruleExpressions(): readonly string[] {
  const files = [...filesUnder('awesome-prometheus-alerts', /\.ya?ml$/), ...filesUnder('kube-prometheus', /\.yaml$/)];
  const generated = filesUnder('sloth', /_gen.*\.ya?ml$/);
  const found = [...files, ...generated].flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => stringsAt(document.toJS(), 'expr')),
  );
  return [...new Set(found)];
}

/** The expressions of real dashboards, with Grafana's variables in them. */
export function dashboardExpressions(): readonly string[] {
  const found = filesUnder('kube-prometheus', /\.json$/).flatMap((file) =>
    stringsAt(JSON.parse(readFileSync(file, 'utf8')), 'expr'),
  );
  return [...new Set(found)];
}
