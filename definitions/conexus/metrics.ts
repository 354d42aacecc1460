import { oneOf, upTo } from 'alidade';
import { goRuntime } from 'alidade/catalogs/go-runtime';
import { processMetrics } from 'alidade/catalogs/process';
import { server } from './system.ts';

const mcp = server.component('MCP server');
const indexer = server.component('Indexer');
const embedding = server.component('Embedding');
const vectorStore = server.component('Vector store');

/** MCP methods are few: the tools that Conexus offers. */
const method = upTo(20);

export const mcpRequests = mcp.counter('conexus_mcp_requests_total', {
  help: 'MCP requests handled, by method and outcome.',
  counts: 'requests',
  labels: { method, status: oneOf('success', 'error') },
});
export const mcpRequestDuration = mcp.histogram('conexus_mcp_request_duration_seconds', {
  help: 'Time to handle an MCP request.',
  unit: 'seconds',
  labels: { method },
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
export const mcpActiveConnections = mcp.gauge('conexus_mcp_active_connections', {
  help: 'MCP connections open at the moment.',
  counts: 'connections',
});
export const mcpRequestSize = mcp.histogram('conexus_mcp_request_size_bytes', {
  help: 'Size of the payload of an MCP request.',
  unit: 'bytes',
  buckets: [256, 1024, 4096, 16384, 65536, 262144, 1048576],
});
export const mcpResponseSize = mcp.histogram('conexus_mcp_response_size_bytes', {
  help: 'Size of the payload of an MCP response.',
  unit: 'bytes',
  buckets: [256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216],
});

export const filesIndexed = indexer.counter('conexus_indexer_files_indexed_total', {
  help: 'Files indexed.',
  counts: 'files',
});
export const chunksCreated = indexer.counter('conexus_indexer_chunks_created_total', {
  help: 'Chunks that files were cut into.',
  counts: 'chunks',
});
export const indexerErrors = indexer.counter('conexus_indexer_errors_total', {
  help: 'Errors while indexing, by type.',
  counts: 'errors',
  labels: { error_type: upTo(20) },
});
export const indexerDuration = indexer.histogram('conexus_indexer_duration_seconds', {
  help: 'Time of an indexing operation.',
  unit: 'seconds',
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
});

export const embeddingRequests = embedding.counter('conexus_embedding_requests_total', {
  help: 'Embeddings asked for, whether the cache had them or not.',
  counts: 'requests',
});
export const embeddingCacheHits = embedding.counter('conexus_embedding_cache_hits_total', {
  help: 'Requests for an embedding that the cache answered.',
  counts: 'requests',
});
export const embeddingCacheMisses = embedding.counter('conexus_embedding_cache_misses_total', {
  help: 'Requests for an embedding that had to be generated.',
  counts: 'requests',
});
export const embeddingDuration = embedding.histogram('conexus_embedding_generation_duration_seconds', {
  help: 'Time to generate the embeddings of a batch.',
  unit: 'seconds',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
export const embeddingBatchSize = embedding.histogram('conexus_embedding_batch_size', {
  help: 'Chunks embedded together.',
  counts: 'chunks',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
});

export const searchDuration = vectorStore.histogram('conexus_vectorstore_search_duration_seconds', {
  help: 'Time of a search in the vector store.',
  unit: 'seconds',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
export const insertDuration = vectorStore.histogram('conexus_vectorstore_insert_duration_seconds', {
  help: 'Time of an insert into the vector store.',
  unit: 'seconds',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
export const documents = vectorStore.gauge('conexus_vectorstore_documents_total', {
  help: 'Documents in the vector store at the moment: a stock, in spite of its name.',
  counts: 'documents',
  ignore: { 'metric-counter-total': 'Conexus exposes it under this name; it goes down when documents are deleted.' },
});
export const vectorStoreErrors = vectorStore.counter('conexus_vectorstore_errors_total', {
  help: 'Errors of the vector store.',
  counts: 'errors',
});

/** Exposed by Prometheus' Go client, without a line of Conexus' own code. */
export const go = goRuntime(server);
export const process = processMetrics(server);
