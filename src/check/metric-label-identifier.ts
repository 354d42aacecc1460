import type { LabelValues, Metric } from '../model/metric.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricLabelIdentifier: Check = {
  id: 'metric-label-identifier',
  severity: 'warning',
  class: 'advice',
  why: 'Every value of a label is a series of its own, kept for as long as Prometheus remembers: things are counted, not named.',
  bad: `const visits = server.counter('shop_visits_total', { help: 'Pages shown to people.', counts: 'visits', labels: { user_id: { kind: 'any' } } });
shop.alert('NoVisits', { when: visits.rate('5m').sum().eq(0), ...warning });`,
  good: `const visits = server.counter('shop_visits_total', { help: 'Pages shown to people.', counts: 'visits', labels: { plan: oneOf('free', 'paid') } });
shop.alert('NoVisits', { when: visits.rate('5m').sum().eq(0), ...warning });`,
  *find({ project }) {
    for (const metric of project.metrics) {
      if (metric.catalog === undefined) yield* inLabels(metric);
    }
  },
};

function* inLabels(metric: Metric) {
  for (const [label, values] of Object.entries(metric.labels)) {
    const reason = identifying(label, values);
    if (reason === undefined) continue;
    const message = `label "${label}" ${reason}, and nothing bounds its values`;
    const help = 'leave it to logs and traces, label by what the things have in common, or bound it: upTo(…)';
    yield inOption(metric, [1, 'labels', label], { message, help });
  }
}

/** Why a label of this name has a value for every single thing; undefined where its values are bounded or its name says nothing. */
export function identifying(label: string, values: LabelValues): string | undefined {
  if (values.kind !== 'any') return undefined;
  const name = label.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return reasons.find(({ names }) => names.test(name))?.reason;
}

const person = 'user|customer|account|member|visitor|subscriber|patient|person|employee';
const event =
  'request|req|trace|span|session|correlation|transaction|txn|tx|message|msg|event|operation|execution|invocation|call';
const thing =
  'order|payment|invoice|cart|basket|checkout|document|doc|file|object|record|row|entity|item|upload|download|ticket|post|comment|connection|conn';

/** Names whose values are as many as there are things of that kind (https://prometheus.io/docs/practices/naming/#labels). */
const reasons: readonly { readonly names: RegExp; readonly reason: string }[] = [
  {
    names: new RegExp(`(^|_)(${person})_?(id|uuid|guid|name|key)$|^(username|userid|login)$`),
    reason: 'names a single person or account',
  },
  {
    names: /(^|_)(e?mail|email_address|phone|phone_number|ssn|iban)$/,
    reason: 'names a single person, and should not be in a metric at all',
  },
  { names: new RegExp(`(^|_)(${event})_?(id|uuid|guid)$|^traceparent$`), reason: 'names a single request' },
  { names: new RegExp(`(^|_)(${thing})_?(id|uuid|guid)$`), reason: 'names a single thing' },
  { names: /(^|_)(uuid|guid|ulid|nonce|etag|checksum|sha1|sha256|md5)$/, reason: 'is unique for every thing' },
  {
    names: /(^|_)(access_token|auth_token|session_token|cookie|jwt|api_key|apikey|password|secret)$/,
    reason: 'is unique for every client, and a secret',
  },
  { names: /(^|_)(timestamp|datetime|unixtime|created_at|updated_at|started_at)$/, reason: 'is new with every moment' },
  {
    names:
      /(^|_)(client_ip|remote_ip|source_ip|src_ip|ip_address|remote_addr|remote_address|client_address|x_forwarded_for)$/,
    reason: 'names a single client',
  },
  {
    names:
      /^(raw_)?(url|uri|path|request_path|request_uri|http_path|http_url|http_target|full_path|query_string|referer|referrer)$/,
    reason: 'is whatever clients ask for: ids, typing errors and attacks among it',
  },
  {
    names:
      /^(sql|query|statement|query_text|sql_text|stack_?trace|error_message|err_msg|exception_message|user_agent)$/,
    reason: 'is free text',
  },
];
