import { describe, expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const list = checks.filter(({ id }) => id === 'promql-label-value');
const found = (matcher: string) =>
  judge(
    `const codes = server.counter('shop_codes_total', { help: 'A.', labels: { code: oneOf('200', '404', '503') } });
shop.alert('Tested', { when: promql\`sum(rate(${matcher}[5m])) > 1\`, ...warning });`,
    list,
  ).map(({ at, message }) => `<${at}> ${message}`);

describe('a value that the label never has', () => {
  it.each([
    ['shop_requests_total{status="eror"}', '<"eror"> label "status" never has the value "eror"'],
    ['shop_requests_total{status="failed"}', '<"failed"> label "status" never has the value "failed"'],
    ['shop_requests_total{status=~"fail.*"}', '<"fail.*"> "fail.*" matches no value of label "status"'],
    ['shop_codes_total{code="500"}', '<"500"> label "code" never has the value "500"'],
    // Changes nothing, but something else was meant.
    ['shop_requests_total{status!="eror"}', '<"eror"> label "status" never has the value "eror"'],
    ['shop_requests_total{status=~"sucess|error"}', '<"sucess|error"> label "status" never has the value "sucess"'],
  ])('%s', (matcher, expected) => expect(found(matcher)).toEqual([expected]));
});

describe('a value that other systems may have, and that changes nothing here', () => {
  it.each([
    'shop_requests_total{status!="dropped"}',
    'shop_codes_total{code!="500"}',
    'shop_codes_total{code=~"500|502|503"}',
    'shop_codes_total{code!~"1..|2.."}',
    'shop_codes_total{job!="blackbox"}',
    'shop_requests_total{status=~"error|timeout"}',
  ])('%s', (matcher) => expect(found(matcher)).toEqual([]));
});
