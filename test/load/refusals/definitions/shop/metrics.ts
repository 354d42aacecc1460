import { oneOf, upTo } from 'alidade';
import { server } from './system.ts';
export const requests = server.counter('shop_requests_total', { help: 'Requests handled.', counts: 'requests', labels: { method: upTo(20), status: oneOf('success', 'error') } });
export const heap = server.gauge('shop_heap_bytes', { help: 'Heap.', unit: 'bytes' });
export const age = server.gauge('shop_age_seconds', { help: 'Age.', unit: 'seconds' });
export const conns = server.gauge('shop_connections', { help: 'Open.', counts: 'connections', labels: { pool: oneOf('a', 'b') } });
export const duration = server.histogram('shop_request_duration_seconds', { help: 'Time.', unit: 'seconds', labels: { method: upTo(20) }, buckets: [0.1, 0.5, 1, 2.5] });
export const planned = server.counter('shop_orders_total', { help: 'Orders.', counts: 'orders', lifecycle: { stage: 'planned' } });
