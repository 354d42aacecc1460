/** What stands in the examples of checks of routing: somebody who is told, and by whom the shop's alerts are grouped. */
export const team = `const team = shop.receiver('team', { webhook: [{ url: 'http://notify:8080/alerts' }] });`;

/** Routing to the team, with further options. */
export function routed(options: string): string {
  return `${team}
shop.routing({
  receiver: team, groupBy: ['alertname'],
${options.replace(/^/gm, '  ')}
});`;
}
