import type { Diagnostic } from '../../src/model/diagnostic.ts';

/** Why a finding on other people's rules is right. */
interface Verdict {
  readonly check: string;
  /** What subject and message have in common; without it, all findings of the check. */
  readonly about?: RegExp;
  readonly because: string;
}

const verdicts: readonly Verdict[] = [
  {
    check: 'alert-condition',
    about: /Watchdog/,
    because: "true: a dead man's switch, which a definition says by `alwaysFiring`",
  },
  { check: 'alert-for', about: /one event is seen/, because: 'true: the window ends before `for` does' },
  { check: 'alert-template', about: /HpaUnderutilized/, because: "true: grouped by the autoscaler's name alone" },
  {
    check: 'alert-template',
    about: /has no label/,
    because: 'true: dropped by the aggregation, the absent() or the join; the text shows a blank',
  },
  { check: 'alert-value-format', because: 'true: VALUE = {{ $value }} shows all digits of a float' },
  { check: 'dashboard-refresh', because: 'true: two of three refreshes draw the same picture' },
  { check: 'dashboard-unit', about: /does not follow/, because: 'true: CPU cores, shown without a unit' },
  { check: 'promql-division', because: "true: an instance that sends nothing makes its 0/0 the whole sum's" },
  {
    check: 'promql-impossible',
    about: /MimirBadRuntimeConfig/,
    because: 'true: what `== 0` leaves is 0, and a sum of zeros is never above it',
  },
  {
    check: 'promql-matching-redundant',
    about: /copied for nothing/,
    because: 'true: the sum around the join groups by other labels',
  },
  {
    check: 'promql-matching-redundant',
    about: /lists all labels/,
    because: 'true: both sides are grouped by exactly these',
  },
  { check: 'promql-range-short', about: /over a fixed/, because: 'true: literal range in a graph that zooms' },
  { check: 'promql-range-short', about: /a missed sample/, because: 'true: two scrapes of 30s fit into 1m' },
  { check: 'promql-regex', because: 'true: the plain matcher, or none, says the same' },
  {
    check: 'promql-vector-matching',
    about: /CronjobTooLong/,
    because: "true: absent() of a plain name has no labels, a job's start time has",
  },
  {
    check: 'promql-vector-matching',
    about: /ClientCertificate/,
    because: 'true: the quantile is grouped by job and le, the count is per instance',
  },
  {
    check: 'promql-vector-matching',
    about: /"limit"/,
    because: 'true: ignoring(limit) leaves a result without it, the right has it',
  },
  {
    check: 'promql-vector-matching',
    about: /"status"|"state"/,
    because: 'true: two values of one label, matched without ignoring it',
  },
];

/** The verdict of who read the finding; undefined where nobody has. */
export function verdictOn({ check, subject, message }: Diagnostic): string | undefined {
  return verdicts.find((one) => one.check === check && (one.about?.test(`${subject}: ${message}`) ?? true))?.because;
}
