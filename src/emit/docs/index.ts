import type { Analysis } from '../../analyze/analysis.ts';
import type { Emitter } from '../emit.ts';
import { generatedFrom } from '../source.ts';
import { alertsPage } from './alerts.ts';
import { checklistPage } from './checklist.ts';
import { dashboardsPage } from './dashboards.ts';
import { guidePage } from './guide.ts';
import { metricsPage } from './metrics.ts';
import type { Page } from './page.ts';
import { render } from './render.ts';
import { routingPage } from './routing.ts';
import { runbookPages } from './runbooks.ts';
import { type Site, siteOf } from './site.ts';
import { slosPage } from './slos.ts';
import { troubleshootingPage } from './troubleshooting.ts';

/** Every page of the documentation, each from a site; a page without contents is not made. */
const pages: readonly ((site: Site) => readonly Page[])[] = [
  guidePage,
  metricsPage,
  slosPage,
  alertsPage,
  routingPage,
  dashboardsPage,
  runbookPages,
  troubleshootingPage,
  checklistPage,
];

export const docs: Emitter = {
  id: 'docs',
  about:
    'docs/: the monitoring guide, metrics, SLOs, alerts, who is told of them, dashboards, and a page for every runbook',
  emit: (analysis) => docsOf(analysis),
};

function docsOf(analysis: Analysis) {
  const site = siteOf(analysis);
  const notice = generatedFrom(analysis.project);
  return render(
    pages.flatMap((page) => page(site)),
    notice,
  );
}
