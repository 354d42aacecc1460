import { expect, it } from 'vitest';
import { junit } from '../../src/report/junit.ts';

const place = { file: 'definitions/shop/a&b.ts', line: 3 };

it('holds suites, cases, failures and what was skipped, whatever their names hold', () => {
  const text = junit([
    {
      name: 'shop/prod',
      cases: [
        { group: 'A', name: 'firing at 10m', ...place },
        {
          group: '<"A">',
          name: 'quiet\n\u0000\ud800 at 1m',
          ...place,
          failure: { message: "it isn't & \t]]>", details: 'a.ts:3: <x>' },
        },
        { group: 'B', name: 'pending', ...place, skipped: 'too old' },
      ],
    },
    { name: 'empty', cases: [] },
  ]);
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="alidade" tests="3" failures="1" errors="0" skipped="1">
  <testsuite name="shop/prod" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="A" name="firing at 10m" file="definitions/shop/a&amp;b.ts" line="3"/>
    <testcase classname="&lt;&quot;A&quot;&gt;" name="quiet&#10;\ufffd\ufffd at 1m" file="definitions/shop/a&amp;b.ts" line="3">
      <failure message="it isn't &amp; &#9;]]&gt;">a.ts:3: &lt;x&gt;</failure>
    </testcase>
    <testcase classname="B" name="pending" file="definitions/shop/a&amp;b.ts" line="3">
      <skipped message="too old"/>
    </testcase>
  </testsuite>
  <testsuite name="empty" tests="0" failures="0" errors="0" skipped="0">
  </testsuite>
</testsuites>
`);
});
