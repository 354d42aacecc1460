/** What arrived, in the words of whoever is told, and waiting for it. */
import { eventually } from '../server.ts';
import type { Arrival } from './receivers.ts';
import type { Raised, Received, Running } from './running.ts';

/** Seconds: longer than anything here takes on a machine that is busy with other things. */
const patience = 45;

/** What a notification is of. */
export interface Notice {
  readonly receiver: string;
  readonly integration: Arrival['integration'];
  readonly alert: string;
  readonly status: 'firing' | 'resolved';
}

/** Each integration says it in another place. */
export function noticeOf({ receiver, integration, body }: Arrival): Notice {
  const of = (alert = '', status = '') => ({ receiver, integration, alert, status: status.toLowerCase() }) as Notice;
  switch (integration) {
    case 'slack':
      return of(...titled(body.attachments[0]?.title));
    case 'pagerduty':
      return of(body.payload.summary?.replace(/:.*/s, ''), body.event_action === 'trigger' ? 'firing' : 'resolved');
    case 'webhook':
      return of(body.alerts[0]?.labels.alertname, body.status);
    case 'email':
      return of(...titled(body.subject));
  }
}

/** `Conexus prod: LowCacheHitRate (firing)`. */
function titled(text = ''): readonly [alert?: string, status?: string] {
  const [, alert, status] = /: (\w+) \((\w+)\)$/.exec(text) ?? [];
  return alert === undefined || status === undefined ? [] : [alert, status];
}

type Of<Integration> = Extract<Arrival, { readonly integration: Integration }>['body'];

/** What arrived that is so, and speaks of `about`. */
export function arrivalsOf<I extends Arrival['integration']>(
  { arrivals }: Running,
  wanted: Partial<Notice> & { readonly integration?: I },
  about = '',
): readonly Of<I>[] {
  const isWanted = (arrival: Arrival) => {
    const notice = noticeOf(arrival);
    return Object.entries(wanted).every(([key, value]) => notice[key as keyof Notice] === value);
  };
  return arrivals
    .filter((arrival) => isWanted(arrival) && JSON.stringify(arrival.body).includes(about))
    .map(({ body }) => body as Of<I>);
}

/** The first that arrives and is so. */
export async function arrival<I extends Arrival['integration']>(
  running: Running,
  wanted: Partial<Notice> & { readonly integration: I },
  about = '',
): Promise<Of<I>> {
  const found = await waiting(
    running,
    wanted,
    async () => arrivalsOf(running, wanted, about),
    ({ length }) => length > 0,
  );
  return found[0]!;
}

type Labels = Readonly<Record<string, string>>;

const has = (labels: Labels, wanted: Labels) => Object.entries(wanted).every(([name, value]) => labels[name] === value);

/** An alert of these labels, once Prometheus has it in this state. */
export async function raised(running: Running, labels: Labels, state: Raised['state']): Promise<Raised> {
  const wanted = async () => (await running.raised()).filter((one) => has(one.labels, labels) && one.state === state);
  return (await waiting(running, { ...labels, state }, wanted, ({ length }) => length > 0))[0]!;
}

/** An alert of these labels, once Alertmanager holds it back. */
export async function suppressed(running: Running, labels: Labels): Promise<Received> {
  const wanted = async () =>
    (await running.received()).filter((one) => has(one.labels, labels) && one.status.state === 'suppressed');
  return (await waiting(running, { ...labels, state: 'suppressed' }, wanted, ({ length }) => length > 0))[0]!;
}

/** Waits until Alertmanager has no alert of these labels any more. */
export async function over(running: Running, labels: Labels): Promise<void> {
  const left = async () => (await running.received()).filter((one) => has(one.labels, labels));
  await waiting(running, { ...labels, state: 'over' }, left, ({ length }) => length === 0);
}

/** Names of the alerts that hold back one. */
export async function inhibitorsOf(running: Running, { status }: Received): Promise<readonly (string | undefined)[]> {
  const all = await running.received();
  return status.inhibitedBy.map((id) => all.find(({ fingerprint }) => fingerprint === id)?.labels.alertname);
}

/** Waits, and where it is in vain says what there was instead. */
async function waiting<T>(
  running: Running,
  what: object,
  ask: () => Promise<T>,
  wanted: (found: T) => boolean,
): Promise<T> {
  try {
    return await eventually(ask, wanted, patience);
  } catch (error) {
    const arrived = running.arrivals.map(noticeOf);
    const alerts = await running.raised().catch(String);
    const seen = [
      `waited for ${JSON.stringify(what)}`,
      `arrived: ${JSON.stringify(arrived)}`,
      `raised: ${JSON.stringify(alerts)}`,
    ];
    throw new Error([...seen, running.log()].join('\n'), { cause: error });
  }
}
