/** The tree of routes as a Mermaid flowchart. */
import { matcherText, type RouteNode } from '../../analyze/routing-tree.ts';
import { escaped } from './diagram.ts';

export function routingDiagram(tree: RouteNode): string {
  const boxes: string[] = [];
  const arrows: string[] = [];
  const visit = (node: RouteNode): string => {
    const id = `r${boxes.length + 1}`;
    boxes.push(`  ${id}["${boxWords(node).map(escaped).join('<br/>')}"]`);
    for (const child of node.children) {
      const place = arrows.push('') - 1;
      arrows[place] = `  ${id} ${arrow(child)} ${visit(child)}`;
    }
    return id;
  };
  visit(tree);
  return ['flowchart LR', ...boxes, ...arrows].join('\n');
}

/** The receiver, and when it is quiet. */
function boxWords({ delivery }: RouteNode): readonly string[] {
  const { receiver, mute, active } = delivery;
  return [
    receiver === '' ? 'nobody' : receiver,
    ...(mute.length > 0 ? [`not in ${mute.join(', ')}`] : []),
    ...(active.length > 0 ? [`only in ${active.join(', ')}`] : []),
  ];
}

/** What a route asks for; a dotted line goes on to the routes behind it. */
function arrow({ route }: RouteNode): string {
  const words = route.matchers.length === 0 ? 'all others' : route.matchers.map(matcherText).join(', ');
  return route.continue ? `-.->|"${escaped(`${words}, and on`)}"|` : `-->|"${escaped(words)}"|`;
}
