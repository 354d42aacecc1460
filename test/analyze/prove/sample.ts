import type { Analysis } from '../../../src/analyze/analysis.ts';
import { analysisOfFile } from '../../check/judge.ts';

/** A system as somebody may declare it, and alerts over it in PromQL: `expr`, or `expr for 5m`. */
export interface Sample {
  /** What the options of the system say beyond its name. */
  readonly options?: string;
  /** Declarations of jobs and metrics. */
  readonly catalog: string;
  readonly recorded?: Readonly<Record<string, string>>;
  readonly alerts: Readonly<Record<string, string>>;
}

/** Alerts without a text of their own name every label, as far as they have it, and the value. */
export function analysisOfSample({ options = '', catalog, recorded = {}, alerts }: Sample): Analysis {
  const rules = Object.entries(recorded).map(
    ([name, expr]) => `it.recordingRule('${name}', { expr: promql\`${expr}\` });`,
  );
  const conditions = Object.entries(alerts).map(([name, text]) => {
    const [, expr, time = '5m'] = /^(.*?)(?: for (\w+))?$/s.exec(text)!;
    return `it.alert('${name}', { when: promql\`${expr}\`, for: '${time}', severity: 'page', summary: ({ value }) => \`It is \${value.printf('%.4g')}\` });`;
  });
  return analysisOfFile([head(options), catalog, ...rules, ...conditions].join('\n'), 'it');
}

function head(options: string): string {
  return `import { anyValue, matching, not, oneOf, promql, system, upTo } from 'alidade';
export const it = system({
  title: 'It', owner: 'team', docsUrl: 'https://docs.example.com/it', severities: ['page', 'ticket'],
  runsOn: { prometheus: '3.5', grafana: '12' }, ${options}
});`;
}
