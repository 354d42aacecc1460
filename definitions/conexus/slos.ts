import { sli } from 'alidade';
import * as m from './metrics.ts';
import { errorBudget } from './runbooks/error-budget.ts';
import { conexus } from './system.ts';

const common = {
  window: '30d',
  runbook: errorBudget,
  policy: [
    { remaining: '50%', action: 'Releases go on. Whoever finds what takes the budget mends it in the same week.' },
    { remaining: '25%', action: 'Releases wait for a review of what has taken the budget.' },
    { remaining: '0%', action: 'Only what makes Conexus more reliable is released, until some budget is back.' },
  ],
} as const;

export const availability = conexus.slo('mcp-availability', {
  title: 'MCP availability',
  description: 'MCP requests are answered without an error.',
  // Below it one request alone would be more than a page allows in an hour: 1 of 69, at 14.4 times 0.1 %.
  sli: sli.ratio({ bad: m.mcpRequests.where({ status: 'error' }), total: m.mcpRequests, minimumTraffic: '72/h' }),
  objective: '99.9%',
  ...common,
});

export const latency = conexus.slo('mcp-latency', {
  title: 'MCP latency',
  description: 'MCP requests are answered within half a second.',
  sli: sli.latency(m.mcpRequestDuration, { below: '500ms', minimumTraffic: '12/h' }),
  objective: '95%',
  ...common,
});

/** A search finds only what was indexed: a file that could not be is a wrong answer to come. */
export const correctness = conexus.slo('index-correctness', {
  title: 'Index correctness',
  description: 'Files that are to be indexed are indexed, so that searches find what is in them.',
  sli: sli.ratio({ good: m.filesIndexed, bad: m.indexerErrors, minimumTraffic: '12/h' }),
  objective: '99%',
  // Whoever is on call cannot mend a file at night.
  alerts: { page: { severity: 'warning' }, ticket: { severity: 'info' } },
  ...common,
});
