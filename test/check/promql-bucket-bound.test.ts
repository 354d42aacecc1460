import { expect, it } from 'vitest';
import { judge } from './judge.ts';

function found(matcher: string): readonly string[] {
  const body = `shop.alert('FewFast', { when: promql\`sum(rate(shop_request_duration_seconds_bucket{${matcher.replaceAll('\\', '\\\\')}}[5m])) < 1\`, ...warning });`;
  const judged = judge(body).filter(({ check }) => /bound|label-value/.test(check));
  return judged.map(({ check, at, message }) => `${check} <${at}> ${message}`);
}

const name = 'shop_request_duration_seconds_bucket';
it.each([
  ['le="0.5"', []],
  ['le="+Inf"', []],
  ['le=~"0.1|0.5"', []],
  ['le=~"0\\\\.1|1(\\\\.0)?"', []],
  ['le=~"1|1\\\\.0"', []],
  ['le!~"0.3"', []],
  ['le=~".*"', []],
  ['le=~"[15].0"', []],
  ['le="0.3"', [`promql-bucket-bound <"0.3"> ${name} has no bucket "0.3"`]],
  ['le!="0.3"', [`promql-bucket-bound <"0.3"> ${name} has no bucket "0.3"`]],
  ['le="1"', ['promql-bucket-bound <"1"> Prometheus 3.5 stores this bound as "1.0": "1" selects nothing']],
  ['le="0.50"', ['promql-bucket-bound <"0.50"> Prometheus 3.5 stores this bound as "0.5": "0.50" selects nothing']],
  ['le="Inf"', ['promql-bucket-bound <"Inf"> Prometheus 3.5 stores this bound as "+Inf": "Inf" selects nothing']],
  ['le=~"0.1|5"', ['promql-bucket-bound <"0.1|5"> Prometheus 3.5 stores this bound as "5.0": "5" selects nothing']],
  ['le=~"0.1|0.3"', [`promql-bucket-bound <"0.1|0.3"> ${name} has no bucket "0.3"`]],
  ['le=~"(1|5)"', [`promql-bucket-bound <"(1|5)"> ${name} has no bucket "(1|5)"`]],
  ['le=""', [`promql-bucket-bound <""> ${name} has no bucket ""`]],
])('%s', (matcher, expected) => {
  expect(found(matcher)).toEqual(expected);
});

it('mends the spelling', () => {
  const [one] = judge(`shop.alert('A', { when: promql\`sum(rate(${name}{le=~"0.1|1"}[5m])) < 1\`, ...warning });`);
  expect(one).toMatchObject({ help: 'write "1.0"' });
});
