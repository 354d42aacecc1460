import { placeOf } from '../analyze/place.ts';
import type { Platform } from '../model/system.ts';
import { atLeast } from '../model/version.ts';
import type { Duration, Expr, Span } from '../promql/ast.ts';
import { featureFlags } from '../promql/feature.ts';
import { functionNamed } from '../promql/functions.ts';
import { aggregatorNamed, operatorNamed } from '../promql/operators.ts';
import { durationsOf, walk } from '../promql/walk.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlFeature: Check = {
  id: 'promql-feature',
  severity: 'error',
  class: 'fact',
  why: 'Prometheus refuses a whole rule file for one expression that its version, or its flags, do not know.',
  bad: `shop.alert('QueueGrows', { when: promql\`double_exponential_smoothing(shop_queue_length[1h], 0.5, 0.5) > 100\`, ...warning });`,
  good: `shop.alert('QueueGrows', { when: promql\`avg_over_time(shop_queue_length[1h]) > 100\`, ...warning });`,
  *find({ uses, project }) {
    for (const use of uses) {
      const { ast, origin } = use.expression;
      for (const part of ast ? partsOf(ast) : []) {
        const words = wordsFor(part, project.system.runsOn);
        if (words) yield inUse(use, placeOf(part.span, origin), words);
      }
    }
  },
};

/** A part of an expression that not every Prometheus takes. */
interface Part {
  readonly name: string;
  readonly span: Span;
  readonly since: string | undefined;
  /** Flag it needs, until the version that has it without. */
  readonly flag?: string;
  readonly stableSince?: string;
}

function partsOf(expr: Expr): readonly Part[] {
  const parts: Part[] = [];
  walk(expr, (node) => {
    parts.push(...partsOfNode(node));
    for (const duration of durationsOf(node)) parts.push(...partsOfDuration(duration));
  });
  return parts;
}

function partsOfDuration(duration: Duration | undefined): readonly Part[] {
  if (duration?.kind === 'durationOperation')
    return [
      {
        name: 'duration arithmetic',
        span: duration,
        since: '3.4',
        flag: featureFlags['duration-expr'],
        stableSince: '3.14',
      },
    ];
  const isNumber = duration?.kind === 'duration' && duration.number;
  return isNumber ? [{ name: 'a number as a duration', span: duration, since: '3.0' }] : [];
}

function partsOfNode(node: Expr): readonly Part[] {
  switch (node.kind) {
    case 'number':
      return node.duration ? [{ name: 'a duration as a number', span: node, since: '3.0' }] : [];
    case 'call':
      return callable(`${node.func}()`, node, functionNamed(node.func));
    case 'aggregation':
      return callable(node.op, node, aggregatorNamed(node.op));
    case 'selector':
      return node.modifier
        ? [{ name: node.modifier, span: node, since: '3.7', flag: featureFlags['extended-range-selectors'] }]
        : [];
    case 'binary': {
      const trims = operatorNamed(node.op)?.kind === 'trim';
      const fills = node.matching?.fillLeft !== undefined || node.matching?.fillRight !== undefined;
      return [
        ...(trims ? [{ name: node.op, span: node.opSpan, since: '3.11' }] : []),
        ...(fills ? [{ name: 'fill', span: node, since: '3.10', flag: featureFlags['binop-fill'] }] : []),
      ];
    }
    default:
      return [];
  }
}

interface Row {
  readonly since?: string;
  readonly experimental?: boolean;
  readonly stableSince?: string;
}

function callable(name: string, span: Span, row: Row | undefined): readonly Part[] {
  if (!row || (row.since === undefined && !row.experimental)) return [];
  const flag =
    row.experimental || row.stableSince !== undefined ? { flag: featureFlags['experimental-functions'] } : {};
  return [
    { name, span, since: row.since, ...flag, ...(row.stableSince !== undefined && { stableSince: row.stableSince }) },
  ];
}

function wordsFor(
  { name, since, flag, stableSince: stable }: Part,
  { prometheus, features }: Platform,
): Words | undefined {
  if (since !== undefined && !atLeast(prometheus, since)) {
    const help = 'write it otherwise, or say under `runsOn` that a later version runs';
    return { message: `${name} exists since Prometheus ${since}; the system runs on ${prometheus}`, help };
  }
  const isOn = flag === undefined || features.includes(flag) || (stable !== undefined && atLeast(prometheus, stable));
  if (isOn) return undefined;
  const help = `start Prometheus with --enable-feature=${flag} and list it under \`runsOn\`: features: ['${flag}']`;
  return { message: `${name} is experimental in Prometheus ${prometheus}`, help };
}
