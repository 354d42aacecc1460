import { system } from 'alidade';

export const devopsMcp = system({
  title: 'DevOps MCP',
  description:
    'DevOps MCP keeps the contexts that AI tools work with, and runs DevOps tools for them. It is three services in Go: ' +
    '`mcp-server` speaks MCP, `rest-api` serves HTTP clients, and `worker` does what can wait.',
  owner: 'platform',
  docsUrl: 'https://docs.example.com/devops-mcp',
  severities: ['critical', 'warning', 'info'],
  runsOn: { prometheus: '3.5', grafana: '12', retention: '30d' },
  scrapeInterval: '15s',
  evaluationInterval: '15s',
});

/** A service is a target of its own job. What it exposes knows it by the label `service`, which the job adds. */
const service = (name: 'mcp-server' | 'rest-api' | 'worker') =>
  devopsMcp.scrapeJob(name, {
    targets: [`${name}:8080`],
    labels: { service: name },
    relabel: [{ sourceLabels: ['__address__'], targetLabel: 'instance', regex: '([^:]+)(?::\\d+)?' }],
  });

export const mcpServer = service('mcp-server');
export const restApi = service('rest-api');
export const worker = service('worker');
