import { listedTargets, type ScrapeJob } from '../model/metric.ts';
import type { System } from '../model/system.ts';
import { atLeast } from '../model/version.ts';
import { formatDuration } from '../promql/duration.ts';
import type { LabelFact } from '../promql/infer.ts';
import { declaredLabel } from './label-values.ts';
import { mergeLabels } from './merge.ts';
import { type Labelled, relabelled } from './relabel.ts';

/** What a scrape job adds to every series, and whether it scrapes anything. */
export interface Targets extends Labelled {
  /** Static targets that are left after relabelling, and 1 for those that discovery may find. */
  readonly count: number;
  /** Steps of `relabel` that drop a target, with the target. */
  readonly dropped: readonly { readonly target: string; readonly step: number }[];
  /** Targets whose address no scrape can be sent to, after relabelling. */
  readonly unreachable: readonly string[];
}

/** The targets of a job as Prometheus sees them after relabelling (scrape/target.go, PopulateLabels). */
export function targetsOf(job: ScrapeJob, system: System): Targets {
  const dropped: { target: string; step: number }[] = [];
  const unreachable: string[] = [];
  const left: Labelled[] = [];
  for (const { target, own } of staticTargets(job)) {
    const labels = relabelled(staticTarget(target, own, job, system), job.relabel);
    if ('droppedBy' in labels) dropped.push({ target, step: labels.droppedBy });
    else if (lacksTiming(labels)) dropped.push({ target, step: lastRemoval(job) });
    else if (isReachable(labels)) left.push(exported(labels, system));
    else unreachable.push(target);
  }
  for (const mechanism of Object.keys(job.discovery)) {
    const labels = relabelled(discovered(mechanism, job, system), job.relabel);
    if (!('droppedBy' in labels)) left.push(declaredTo(job, exported(labels, system)));
  }
  const isKnown = left.length > 0;
  const labels = !isKnown ? [] : mergeLabels(left).map((label) => ({ ...label, ofTarget: true }) as const);
  return {
    labels,
    complete: isKnown && left.every(({ complete }) => complete),
    count: left.length,
    dropped,
    unreachable,
  };
}

const address = '__address__';

/** Prometheus refuses a target that relabelling has left without its interval or timeout (2.31 and later). */
function lacksTiming({ labels }: Labelled): boolean {
  return ['__scrape_interval__', '__scrape_timeout__'].some(
    (needed) => !labels.some(({ name, presence }) => name === needed && presence !== 'never'),
  );
}

function lastRemoval({ relabel }: ScrapeJob): number {
  return relabel.findLastIndex(({ action }) => action === 'labeldrop' || action === 'labelkeep');
}

interface StaticTarget {
  readonly target: string;
  readonly own: Readonly<Record<string, string>>;
}

function staticTargets(job: ScrapeJob): readonly StaticTarget[] {
  return listedTargets(job).flatMap(({ targets, labels }) =>
    [...new Set(targets)].map((target) => ({ target, own: labels })),
  );
}

function staticTarget(target: string, own: StaticTarget['own'], job: ScrapeJob, system: System): Labelled {
  const labels = { [address]: target, ...defaults(job, system), ...nonEmpty(own) };
  return { labels: Object.entries(labels).map(([name, value]) => known(name, value)), complete: true };
}

/** What Prometheus sets where the target itself does not. */
function defaults(job: ScrapeJob, system: System): Readonly<Record<string, string>> {
  const interval = job.interval ?? system.scrapeInterval;
  return {
    job: job.name,
    __metrics_path__: job.metricsPath,
    __scheme__: job.scheme,
    __scrape_interval__: formatDuration(interval),
    __scrape_timeout__: formatDuration(job.timeout ?? Math.min(interval, defaultTimeout)),
    ...Object.fromEntries(
      Object.entries(job.params).flatMap(([name, [value]]) => (value ? [[`__param_${name}`, value]] : [])),
    ),
  };
}
const defaultTimeout = 10_000;

function nonEmpty(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}

/** Mechanisms whose targets carry labels of any name; those of the others begin with `__meta_`. */
const carriesAnyLabel: ReadonlySet<string> = new Set(['file', 'http']);

function discovered(mechanism: string, job: ScrapeJob, system: System): Labelled {
  const given = Object.entries(defaults(job, system));
  const free = carriesAnyLabel.has(mechanism);
  const labels = given.map(([name, value]) => (free ? ({ name, presence: 'always' } as const) : known(name, value)));
  return { labels: [{ name: address, presence: 'always' }, ...labels], complete: !free, hidden: true };
}

function known(name: string, value: string): LabelFact {
  return { name, presence: 'always', values: [value] };
}

/** An address is a host with or without a port; a URL is none, which is what relabelling is for. */
function isReachable({ labels }: Labelled): boolean {
  const fact = labels.find(({ name }) => name === address);
  if (fact === undefined || fact.presence === 'never') return false;
  return fact.values === undefined || fact.values.some((value) => !value.includes('/'));
}

/** The labels that go onto the series: `instance` is the address unless it was set, and what begins with `__` is gone. */
function exported({ labels, complete }: Labelled, system: System): Labelled {
  const at = (name: string) => labels.find((label) => label.name === name);
  const instance = at('instance');
  const isSet = instance?.presence === 'always';
  const named = isSet ? instance : instanceFrom(instance, withPort(at(address)!, at('__scheme__'), system), complete);
  const others = labels.filter(({ name }) => !name.startsWith('__') && name !== 'instance');
  return { labels: [...others, named], complete };
}

function instanceFrom(set: LabelFact | undefined, { values }: LabelFact, complete: boolean): LabelFact {
  const all = [...(set?.values ?? []), ...(values ?? [])];
  const open = values === undefined || (set ? set.presence === 'maybe' && set.values === undefined : !complete);
  return { name: 'instance', presence: 'always', values: open ? undefined : all };
}

/** Before 3.0, Prometheus adds the scheme's port to an address without one, unless a flag says otherwise. */
function withPort(fact: LabelFact, scheme: LabelFact | undefined, { runsOn }: System): LabelFact {
  if (atLeast(runsOn.prometheus, '3.0') || fact.values === undefined) return fact;
  const [only, ...others] = scheme?.values ?? ['http'];
  if (only === undefined || others.length > 0) return { ...fact, values: undefined };
  const port = only === 'https' ? '443' : '80';
  const flagged = runsOn.features.includes('no-default-scrape-port');
  const written = (value: string) => {
    if (flagged) return value.endsWith(`:${port}`) ? value.slice(0, -port.length - 1) : value;
    return /^(?:[^:]+|\[.*\])$/.test(value) ? `${value}:${port}` : value;
  };
  return { ...fact, values: fact.values.map(written) };
}

/** Labels of discovered targets, of which only the definitions can tell: as declared, and no others. */
function declaredTo(job: ScrapeJob, labelled: Labelled): Labelled {
  if (job.targetLabels === undefined) return labelled;
  const declared = Object.entries(job.targetLabels).map(([name, values]) => declaredLabel(name, values));
  const names = new Set(declared.map(({ name }) => name));
  const others = labelled.labels.filter(({ name, presence }) => !names.has(name) && presence !== 'never');
  return { labels: [...others, ...declared], complete: true };
}
