/** The series that rules record for an SLO. */
import type { RecordingRule } from '../../model/rule.ts';
import type { Slo } from '../../model/slo.ts';
import { code, listed, plain } from './markdown.ts';
import { type Block, heading, paragraph, table } from './page.ts';
import type { Site } from './site.ts';

/** A series in each row; those that differ in their window only share one. */
export function recordedBlocks({ id, service }: Slo, { project }: Site): Block[] {
  const rules = project.recordingRules.filter(({ slo }) => slo === id);
  const labels = { slo: id, ...(service !== undefined && { service }) };
  const shown = Object.entries(labels).map(([name, value]) => code(`${name}=${JSON.stringify(value)}`));
  const rows = new Map<string, RecordingRule[]>();
  for (const rule of rules) rows.set(withoutWindow(rule.name), [...(rows.get(withoutWindow(rule.name)) ?? []), rule]);
  return [
    heading(3, 'Recorded series'),
    paragraph(`All of them have ${listed(shown)}.`),
    ...table(['Series', 'Meaning'], [...rows.values()].map(row)),
  ];
}

function withoutWindow(name: string): string {
  return name.replace(window, '');
}
const window = /(?<=:(?:ratio_)?rate)(?:\d+(?:ms|[dhms]))+$/;

/** `` `slo:sli_error:ratio_rate5m`, `…30m` ``: the words are those of the first, without its window where there are more. */
function row(rules: readonly RecordingRule[]): string[] {
  const [first, ...others] = rules;
  const meaning = plain(first?.help ?? '');
  const windows = others.map(({ name }) => code(`…${window.exec(name)?.[0] ?? ''}`));
  return [
    [code(first?.name ?? ''), ...windows].join(', '),
    others.length === 0 ? meaning : meaning.replace(/over [^ ]+\.$/, 'over the time that the name ends with.'),
  ];
}
