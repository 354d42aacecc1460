import { oneOf } from 'alidade';
import { server } from './system.ts';

export const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.',
  counts: 'requests',
  labels: { status: oneOf('success', 'error') },
});
