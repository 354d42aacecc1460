import { oneOf, upTo } from 'alidade';
import { goRuntime } from 'alidade/catalogs/go-runtime';
import { processMetrics } from 'alidade/catalogs/process';
import { mcpServer, restApi, worker } from './system.ts';

/** What each service exposes: a query without a matcher reads all three, and the label `service` tells them apart. */
const ofService = (server: typeof mcpServer) => {
  const http = server.component('HTTP');
  return {
    requests: http.counter('http_requests_total', {
      help: 'HTTP requests handled, by method, route and status code.',
      counts: 'requests',
      labels: {
        method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
        // Routes, such as /api/v1/contexts/:id: as the client wrote it, each id would be a series.
        path: upTo(40),
        status: upTo(20),
      },
    }),
    requestDuration: http.histogram('http_request_duration_seconds', {
      help: 'Time to answer an HTTP request.',
      unit: 'seconds',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
    inFlight: http.gauge('http_requests_in_flight', {
      help: 'HTTP requests being handled at the moment.',
      counts: 'requests',
    }),
    go: goRuntime(server),
    process: processMetrics(server),
  };
};

export const { requests, requestDuration, inFlight, go, process } = ofService(mcpServer);
ofService(restApi);
ofService(worker);

const business = mcpServer.component('Business');
const tenant = { tenant_id: upTo(100) };

export const contextsCreated = business.counter('mcp_contexts_created_total', {
  help: 'Contexts created, by tenant and by what made them: `manual` is a call of the API.',
  counts: 'contexts',
  labels: { ...tenant, type: upTo(5) },
});
export const contextSize = business.histogram('mcp_context_size_bytes', {
  help: 'Size of a context when it is created.',
  unit: 'bytes',
  buckets: [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288],
});
/** No panel reads it before a release exposes it: an empty one looks like a fault. */
export const activeContexts = business.gauge('mcp_contexts_active', {
  help: 'Contexts that exist at the moment, by tenant.',
  counts: 'contexts',
  labels: tenant,
  lifecycle: 'planned',
});
export const toolExecutions = business.counter('mcp_tool_executions_total', {
  help: 'Tools run, by name.',
  counts: 'executions',
  labels: { tool: upTo(50) },
});
export const authAttempts = business.counter('mcp_auth_attempts_total', {
  help: 'Attempts to authenticate, by method, whether they succeeded or not.',
  counts: 'attempts',
  labels: { method: upTo(5) },
});
export const activeApiKeys = business.gauge('mcp_api_keys_active', {
  help: 'API keys that are valid at the moment.',
  counts: 'keys',
});
