/**
 * What OpenSLO v1 allows, after its specification and the rules of its Go SDK. The schemas that its repository has for v1
 * refuse every SLO (they require a property without a name), so they cannot judge.
 */

const text = { type: 'string', minLength: 1 };
const description = { type: 'string', minLength: 1, maxLength: 1050 };
const name = { type: 'string', maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const duration = { type: 'string', pattern: '^[1-9][0-9]*[mhdwMQY]$' };

function only(properties: object, required: readonly string[] = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const metadata = only(
  {
    name,
    displayName: { ...text, maxLength: 63 },
    labels: {
      type: 'object',
      propertyNames: { pattern: '^[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$' },
      additionalProperties: { ...text, maxLength: 63, pattern: '^[a-z0-9A-Z][a-z0-9A-Z._-]*$' },
    },
  },
  ['name'],
);

function part(kind: string, spec: object) {
  return only({ kind: { const: kind }, metadata, spec });
}

function document(kind: string, spec: object) {
  return only({ apiVersion: { const: 'openslo/v1' }, kind: { const: kind }, metadata, spec });
}

const source = only({
  metricSource: only({ metricSourceRef: name, type: { const: 'Prometheus' }, spec: only({ query: text }) }),
});
const counter = { type: 'boolean' };
const ratioMetric = {
  oneOf: [
    only({ counter, good: source, total: source }),
    only({ counter, bad: source, total: source }),
    only({ counter, rawType: { enum: ['success', 'failure'] }, raw: source }),
  ],
};

const condition = part(
  'AlertCondition',
  only({
    description,
    severity: text,
    condition: only({
      kind: { const: 'burnrate' },
      op: { enum: ['lte', 'gte', 'lt', 'gt'] },
      threshold: { type: 'number' },
      lookbackWindow: duration,
    }),
  }),
);
const policy = part(
  'AlertPolicy',
  only({
    alertWhenBreaching: { type: 'boolean' },
    alertWhenResolved: { type: 'boolean' },
    alertWhenNoData: { type: 'boolean' },
    conditions: { type: 'array', items: condition, minItems: 1, maxItems: 1 },
    notificationTargets: { type: 'array', items: only({ targetRef: name }), minItems: 1 },
  }),
);

const timeWindow = {
  oneOf: [
    only({ duration, isRolling: { const: true } }),
    only({
      duration,
      isRolling: { const: false },
      calendar: only({
        startTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' },
        timeZone: text,
      }),
    }),
  ],
};
const target = { type: 'number', minimum: 0, exclusiveMaximum: 1 };

const slo = (budgetingMethod: string, objective: object) =>
  document(
    'SLO',
    only(
      {
        description,
        service: name,
        indicator: only({ metadata, spec: only({ ratioMetric }) }),
        timeWindow: { type: 'array', items: timeWindow, minItems: 1, maxItems: 1 },
        budgetingMethod: { const: budgetingMethod },
        objectives: { type: 'array', items: objective, minItems: 1 },
        alertPolicies: { type: 'array', items: policy, minItems: 1 },
      },
      ['service', 'indicator', 'budgetingMethod', 'objectives'],
    ),
  );

export const openSloSchema = {
  oneOf: [
    document('DataSource', only({ type: text, connectionDetails: { type: 'object' } })),
    document('Service', only({ description }, [])),
    document('AlertNotificationTarget', only({ description, target: text }, ['target'])),
    slo('Occurrences', only({ target })),
    slo('RatioTimeslices', only({ target, timeSliceWindow: duration })),
  ],
};
