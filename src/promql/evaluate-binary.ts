/** Binary operators between scalars and vectors (promql/engine.go, VectorBinop). */
import type { Binary, VectorMatching } from './ast.ts';
import { joined } from './evaluate-join.ts';
import {
  distinct,
  haveOneName,
  type Signature,
  signatureBy,
  signatureWithout,
  withoutName,
} from './evaluate-labels.ts';
import { keepsName, operationOf } from './evaluate-operator.ts';
import { CannotEvaluate, type Value, type VectorSample } from './evaluate-types.ts';
import { onceFor } from './once-for.ts';
import { manyToMany, oneToOne } from './vector-matching.ts';

type Samples = readonly VectorSample[];

export function evaluateBinary(expr: Binary, left: Value, right: Value): Value {
  if (left.type === 'scalar' && right.type === 'scalar')
    return { type: 'scalar', value: operationOf(expr.op, true)(left.value, right.value)! };
  if (left.type === 'vector' && right.type === 'vector')
    return { type: 'vector', samples: ofVectors(expr, left.samples, right.samples) };
  if (left.type === 'vector' && right.type === 'scalar')
    return { type: 'vector', samples: withScalar(expr, left.samples, right.value, false) };
  if (left.type === 'scalar' && right.type === 'vector')
    return { type: 'vector', samples: withScalar(expr, right.samples, left.value, true) };
  throw new CannotEvaluate(`${expr.op} between a ${left.type} and a ${right.type} is not evaluated`);
}

/** The vector's value is what a comparison keeps, on whichever side it stands. */
function withScalar({ op, bool }: Binary, samples: Samples, scalar: number, isLeft: boolean): Samples {
  const operation = operationOf(op, bool);
  const isKept = keepsName(op, bool);
  const result: VectorSample[] = [];
  for (const sample of samples) {
    const value = isLeft ? operation(scalar, sample.value) : operation(sample.value, scalar);
    if (value === undefined) continue;
    if (isKept) result.push(sample);
    else result.push({ labels: withoutName(sample.labels), value });
  }
  return isKept || haveOneName(samples) ? result : distinct(result);
}

/** The labels by which two series match. */
const signatureOf = onceFor(({ on, labels }: VectorMatching): Signature => {
  const names = labels.map(({ name }) => name);
  return on ? signatureBy(names) : signatureWithout(names);
});

function ofVectors(expr: Binary, left: Samples, right: Samples): Samples {
  const combine = sets[expr.op];
  const matching = expr.matching ?? (combine ? manyToMany : oneToOne);
  const signature = signatureOf(matching);
  if (combine) return combine(left, right, signature);
  if (matching.fillLeft !== undefined || matching.fillRight !== undefined)
    throw new CannotEvaluate('fill modifiers are not evaluated');
  return joined(expr, matching, left, right, signature);
}

const sets: Readonly<Record<string, (left: Samples, right: Samples, signature: Signature) => Samples>> = {
  and: (left, right, signature) => {
    const there = signatures(right, signature);
    return left.filter(({ labels }) => there.has(signature(labels)));
  },
  or: (left, right, signature) => {
    if (right.length === 0) return left;
    const there = signatures(left, signature);
    return [...left, ...right.filter(({ labels }) => !there.has(signature(labels)))];
  },
  unless: (left, right, signature) => {
    if (right.length === 0) return left;
    const there = signatures(right, signature);
    return left.filter(({ labels }) => !there.has(signature(labels)));
  },
};

function signatures(samples: Samples, signature: Signature): ReadonlySet<string> {
  return new Set(samples.map(({ labels }) => signature(labels)));
}
