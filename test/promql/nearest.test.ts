import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, misspelt, nearest } from '../../src/promql/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['kitten', 'sitting', 3],
    ['methd', 'method', 1],
    ['sattus', 'status', 1],
    ['abcd', 'badc', 2],
    ['short', 'much longer', 4],
  ])('%s, %s: %i (at most 4 counted)', (a, b, expected) => {
    expect(editDistance(a, b, 3)).toBe(expected);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  it('is symmetric, 0 for equal words only, and at most one for one edit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(7), fc.constantFrom('x', ''), (a, b, index, insert) => {
        expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20));
        expect(editDistance(a, b, 20) === 0).toBe(a === b);
        expect(editDistance(a, a.slice(0, index) + insert + a.slice(index + 1), 20)).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('gives up beyond the limit without changing the verdict', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 20), limit + 1));
      }),
    );
  });
});

describe('nearest', () => {
  it.each([
    ['methd', ['status', 'method'], 'method'],
    ['Status', ['status'], 'status'],
    ['warn', ['critical', 'warning'], 'warning'],
    ['crit', ['critical', 'warning'], 'critical'],
    ['http_request_total', ['http_requests_total', 'http_responses_total'], 'http_requests_total'],
    ['cat', ['dog', 'elephant'], undefined],
    ['a', ['b'], 'b'],
    ['foo', [], undefined],
    ['con', ['connections', 'consumers'], undefined],
  ])('%s among %j: %s', (written, candidates, expected) => {
    expect(nearest(written, candidates)).toBe(expected);
  });
});

describe('misspelt', () => {
  it.each([
    ['methd', ['method', 'status'], 'method'],
    ['sattus', ['method', 'status'], 'status'],
    ['shop_requets_total', ['shop_requests_total', 'shop_requests_failed_total'], 'shop_requests_total'],
    ['shop_queuelength', ['shop_queue_length'], 'shop_queue_length'],
    ['Post', ['POST', 'PUT'], 'POST'],
    ['get', ['GET', 'PUT'], 'GET'],
  ])('%s among %j can only be %s', (written, candidates, meant) => expect(misspelt(written, candidates)).toBe(meant));

  it.each([
    ['statu', ['status', 'state']],
    ['network_tx_bytes', ['network_rx_bytes']],
    ['node_gpu_seconds', ['node_cpu_seconds']],
    ['latency_p95', ['latency_p99']],
    ['status5', ['status']],
    ['unhealthy', ['healthy']],
    ['inactive', ['active']],
    ['used', ['user']],
    ['get', ['set']],
    ['warn', ['warning']],
    ['Job', ['job', 'JOB']],
    ['status', ['status']],
  ])('%s among %j may be right, or another', (written, candidates) => {
    expect(misspelt(written, candidates)).toBeUndefined();
  });
});
