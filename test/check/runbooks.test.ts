import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/check/check.ts';
import { runbookReference } from '../../src/check/runbook-reference.ts';
import { runbookSteps } from '../../src/check/runbook-steps.ts';
import { runbookUsed } from '../../src/check/runbook-used.ts';
import { facts, judge } from './judge.ts';

function said(check: Check, body: string): string[] {
  return judge(body, [check]).map(({ at, message }) => `<${at}> ${message}`);
}
const book = (id: string, steps: string, more = '') =>
  `const ${id} = shop.runbook('${id}', { title: 'T', about: 'A.', steps: [${steps}], ${more} });\n`;
const alert = (id: string) => `shop.alert('A_${id}', { when: queueLength.gt(1), ...warning, runbook: ${id} });\n`;

describe('runbook-used', () => {
  it.each([
    ['the runbook of an alert', book('a', '') + alert('a')],
    ['one that such a runbook leads to', book('b', '') + book('a', 'step("S", see(b))') + alert('a')],
    ['one that its text names', book('b', '') + book('a', 'step("S", alidade.md`Then ${b}.`)') + alert('a')],
    [
      'one behind two others',
      book('c', '') + book('b', '', 'escalation: alidade.md`Or ${c}.`') + book('a', 'step("S", see(b))') + alert('a'),
    ],
  ])('takes %s', (_, body) => {
    expect(said(runbookUsed, body)).toEqual([]);
  });
  it.each([
    ['one without an alert', book('a', ''), ["<'a'> no alert leads to runbook a"]],
    [
      'two that only name each other',
      book('b', '') + book('a', 'step("S", see(b))'),
      ["<'b'> no alert leads to runbook b", "<'a'> no alert leads to runbook a"],
    ],
    [
      'one that only a dashboard names',
      `${book('a', '')}shop.dashboard('d', { title: 'D', rows: [], links: [link.runbook(a)] });`,
      ["<'a'> no alert leads to runbook a"],
    ],
  ])('reports %s', (_, body, findings) => {
    expect(said(runbookUsed, body)).toEqual(findings);
  });
});

describe('runbook-steps', () => {
  it('takes one with a step, also one that is but a title', () => {
    expect(said(runbookSteps, book('a', 'step("Restart it")'))).toEqual([]);
  });
  it('reports one without', () => {
    expect(said(runbookSteps, book('a', ''))).toEqual(['<[]> runbook a has no steps']);
  });
  it('leaves one whose steps do not hold to those who loaded it', () => {
    expect(said(runbookSteps, `shop.runbook('a', { title: 'T', about: 'A.', steps: 7 } as any);`)).toEqual([]);
  });
});

const slo = `shop.slo('up', { sli: alidade.sli.gauge(server.up), objective: '99%', window: '7d',`;

describe('runbook-reference', () => {
  it.each([
    book(
      'a',
      `step('S', see(panelOf('shop-overview', 'Queue')), see(dashboardOf('shop-overview')), see(requests), see(runbook))`,
    ),
    book('a', `step('S', alidade.md\`Look at \${requests} and \${runbook}.\`)`),
    `shop.guide('tuning', { body: alidade.md\`See \${runbook}.\` });`,
    `const up = ${slo} }); shop.guide('tuning', { body: alidade.md\`See \${up}.\` });`,
  ])('takes %s', (body) => {
    expect(said(runbookReference, body)).toEqual([]);
  });
  it.each([
    [book('a', `step('S', see(dashboardOf('shop-overveiw')))`), 'there is no dashboard "shop-overveiw"'],
    [
      book('a', `step('S', 'Look.', see(panelOf('shop-overview', 'Queu')))`),
      'there is no panel of shop-overview "Queu"',
    ],
    [
      book('a', '', `escalation: alidade.md\`See \${{ to: 'runbook', id: 'second-steps' }}.\``),
      'there is no runbook "second-steps"',
    ],
    [
      `shop.guide('tuning', { body: alidade.md\`See \${{ to: 'section', id: 'trcing' }}.\` });`,
      'there is no guide section "trcing"',
    ],
    [`shop.guide('tuning', { body: alidade.md\`See \${{ to: 'slo', id: 'orders' }}.\` });`, 'there is no SLO "orders"'],
    [
      `${slo} policy: [{ remaining: '0%', action: alidade.md\`See \${dashboardOf('x')}.\` }] });`,
      'there is no dashboard "x"',
    ],
    [`${slo} description: alidade.md\`See \${dashboardOf('x')}.\` });`, 'there is no dashboard "x"'],
    [
      `shop.guide('troubleshooting', { scenarios: [alidade.scenario('P', 'S', see(dashboardOf('x')))] });`,
      'there is no dashboard "x"',
    ],
  ])('reports %s', (body, message) => {
    expect(said(runbookReference, body)).toEqual([expect.stringContaining(message)]);
  });
  it('leaves queries of steps to the checks of PromQL', () => {
    const found = judge(
      `${book('a', 'step("S", alidade.query(promql`shop_queue_lenght > 5`))')}${alert('a')}`,
      facts(),
    );
    expect(found.map(({ check, at }) => `${check} <${at}>`)).toEqual(['promql-unknown-metric <shop_queue_lenght>']);
  });
});
