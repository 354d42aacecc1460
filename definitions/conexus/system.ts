import { system } from 'alidade';

export const conexus = system({
  title: 'Conexus',
  description:
    'Conexus is an MCP server that finds context in source code. It indexes files, turns chunks of them into ' +
    'embeddings, keeps those in a vector store and searches it when a client asks.',
  owner: 'context-platform',
  namespace: 'conexus',
  docsUrl: 'https://docs.example.com/conexus',
  severities: ['critical', 'warning', 'info'],
  environments: ['dev', 'staging', 'prod'],
  runsOn: { prometheus: '3.5', grafana: '12', retention: '30d' },
  scrapeInterval: '15s',
  evaluationInterval: '30s',
  // What all alerts have in common once they reach Alertmanager: those over all instances carry no label of a target.
  externalLabels: { system: 'conexus' },
});

export const server = conexus.scrapeJob('conexus', { targets: ['conexus:9091'] });

/** Where people open Jaeger in a browser. */
export const jaegerUrl = 'http://localhost:16686';
