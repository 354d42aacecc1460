import { z } from 'zod';
import type { Link } from '../model/dashboard.ts';
import type { Reference } from '../model/declaration.ts';
import type { Runbook } from '../model/runbook.ts';
import { describe } from './amount.ts';
import { refuse } from './handle.ts';
import { callerOrigin } from './origin.ts';
import { plainText, type Referable, referenceTo } from './refer.ts';
import type { DashboardVariable } from './variable.ts';

export interface LinkOptions {
  readonly title?: string;
  /** Carry the time range over; true unless said. */
  readonly keepTime?: boolean;
  /** Carry the values of the variables over. */
  readonly keepVariables?: boolean;
  /** Variables to set in the target: Grafana text such as `${__field.labels.method}`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The uid that stands for the dashboard a link is in; `dashboard()` fills it in. */
export const thisDashboard = '';

const linkSchema = z.strictObject(
  {
    title: z.string('write a text in quotes').optional(),
    keepTime: z.boolean('write true or false').optional(),
    keepVariables: z.boolean('write true or false').optional(),
    variables: z.record(z.string(), z.string('write a text in quotes'), "write { name: 'value' }").optional(),
  },
  'write the options: { … }',
);

function linkTo(target: Link['target'], title: string, options: LinkOptions = {}): Link {
  const issue = linkSchema.safeParse(options).error?.issues[0];
  if (issue) refuse(callerOrigin(), [1, ...issue.path.filter((key) => typeof key !== 'symbol')], issue.message);
  const { keepTime = true, keepVariables = false, variables = {} } = options;
  return Object.freeze({ title: options.title ?? title, target, keepTime, keepVariables, variables });
}

/** A list of links as an option. */
export const linksOption = z.array(
  z.object({ title: z.string(), target: z.object({ to: z.string() }) }, 'a link is made with link.…'),
  'list the links: [link.…]',
);

/**
 * Links of dashboards and panels.
 *
 * @example links: [link.to(overview), link.runbook(highErrorRate), link.url('Logs', 'https://logs.example.com')]
 */
export const link = Object.freeze({
  /** To a dashboard, a panel (`panelOf`) or any other declaration. */
  to(target: Referable, options?: LinkOptions): Link {
    const origin = callerOrigin();
    const reference: Reference = referenceTo(target) ?? refuse(origin, 0, `${describe(target)} is nothing to link to`);
    return linkTo(reference, titleOf(reference), options);
  },
  /** To a runbook's page. */
  runbook(runbook: Runbook, options?: LinkOptions): Link {
    if (runbook?.kind !== 'runbook') refuse(callerOrigin(), 0, `${describe(runbook)} is no runbook`);
    return linkTo({ to: 'runbook', id: runbook.id }, runbook.title, { keepTime: false, ...options });
  },
  /** To any address. */
  url(title: string, url: string): Link {
    return linkTo({ to: 'url', url: plainText(url, 1) }, plainText(title, 0), { keepTime: false });
  },
  /**
   * Drill down: the same dashboard, for the value that the clicked series has.
   *
   * @example timeseries('Requests', { query, links: [link.drillDown(method)] })
   */
  drillDown(variable: DashboardVariable, options?: LinkOptions): Link {
    if (variable?.kind !== 'variable') refuse(callerOrigin(), 0, `${describe(variable)} is no dashboard variable`);
    const label = 'of' in variable ? variable.of : variable.name;
    const variables = { [variable.name]: `\${__field.labels.${label}}` };
    return linkTo({ to: 'dashboard', uid: thisDashboard }, `Only this ${label}`, {
      keepVariables: false,
      ...options,
      variables,
    });
  },
  /** From a panel to another of the same dashboard, by its title. */
  panel(title: string, options?: LinkOptions): Link {
    return linkTo({ to: 'panel', uid: thisDashboard, panel: plainText(title, 0) }, title, {
      keepVariables: true,
      ...options,
    });
  },
});

function titleOf(reference: Reference): string {
  switch (reference.to) {
    case 'panel':
      return reference.panel;
    case 'dashboard':
      return reference.uid;
    case 'metric':
    case 'alert':
      return reference.name;
    case 'runbook':
    case 'section':
    case 'slo':
      return reference.id;
    case 'file':
      return reference.path;
  }
}
