import { expect, it } from 'vitest';
import { readSeen } from '../../src/analyze/promtool-output.ts';

const output = String.raw`  FAILED:
    name: 0,
    alertname: A, B, time: 1h30m, 
        exp:[], 
        got:[
            0:
              Labels:{alertname="A, B", method="a", "utf.8"="x}\"y"}
              Annotations:{summary="one\n            ]\ntwo, {}"},
            1:
              Labels:{alertname="A, B"}
              Annotations:{}
            ]
    expr: "ALERTS{alertname=\"A # 7\"} # 0", time: 1h30m,
        exp: nil
        got: {__name__="ALERTS", alertname="A, B", alertstate="firing", method="a"} 1E+00, {__name__="ALERTS", alertname="A, B", alertstate="pending", method="{,}"} 1E+00
    expr: "vector(1) # 0", time: 0s,
        exp: nil
        got: {} 1E+00
    rule: A, B, time: 0s, err: found duplicate series for the match group {}
    rule: A, B, time: 0s, err: found duplicate series for the match group {}
    expr: "vector(1) # 12", time: 0s,
        exp: nil
        got: {} 1E+00
tests.yml: something else
`;

it('reads what promtool prints of the alerts there are', () => {
  const seen = readSeen(output);
  const name = 'A, B';
  const at = 5_400_000;
  expect([...seen.alerts]).toEqual([
    [
      0,
      [
        {
          name,
          state: 'firing',
          at,
          labels: { method: 'a', 'utf.8': 'x}"y' },
          annotations: { summary: 'one\n            ]\ntwo, {}' },
        },
        { name, state: 'firing', at, labels: {}, annotations: {} },
        { name, state: 'pending', at, labels: { method: '{,}' }, annotations: {} },
      ],
    ],
    [12, []],
  ]);
  expect(seen.faults).toEqual([{ rule: name, message: 'found duplicate series for the match group {}' }]);
  expect(seen.rest).toEqual(['tests.yml: something else']);
});

it('keeps what it does not know', () => {
  expect(readSeen('  FAILED:\nrules.yml: 5:11: parse error\n').rest).toEqual(['rules.yml: 5:11: parse error']);
  expect(readSeen('').rest).toEqual([]);
});
