/**
 * The hosts that Prometheus asks. It reaches them through a proxy, which is this: so the emitted addresses stay as they are, and the
 * labels made of them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metric } from '../../src/model/metric.ts';
import { type Behaviour, type LabelSamples, type Page, pageOf } from './exposition.ts';
import { httpServer, type Listening } from './loopback.ts';

export interface Target {
  /** `conexus:9091`. */
  readonly address: string;
  /** `/metrics`, as a rule. */
  readonly path: string;
  readonly metrics: readonly Metric[];
}

export interface Hosts extends Listening {
  /** Makes a target behave so from now on; `stopped` does not answer any more. */
  readonly behave: (target: string, ...faults: readonly (Behaviour | 'stopped')[]) => void;
}

interface Service {
  readonly path: string;
  readonly page: Page;
  faults: readonly (Behaviour | 'stopped')[];
  asked: number;
}

interface Described {
  readonly targets: readonly Target[];
  /** How a service behaves that nothing ails. */
  readonly healthy: readonly Behaviour[];
  readonly samples: LabelSamples;
  /** Where requests for other hosts go, by the host's address. */
  readonly others: Readonly<Record<string, string>>;
}

export async function hostsOf({ targets, healthy, samples, others }: Described): Promise<Hosts> {
  const services = new Map(
    targets.map(({ address, path, metrics }): [string, Service] => [
      address,
      { path, page: pageOf(metrics, samples), faults: [], asked: performance.now() },
    ]),
  );
  const proxy = await httpServer(async (request, body, response) => {
    const { host, pathname } = new URL(request.url ?? '');
    const service = services.get(host);
    const other = others[host];
    if (service?.path === pathname) answerWith(pageNow(service, healthy), response);
    else if (other !== undefined) await passOn(request, body, other, response);
    else throw new Error(`nobody is ${request.url}`);
  });
  const behave: Hosts['behave'] = (target, ...faults) => {
    const service = services.get(target);
    if (!service) throw new Error(`there is no target ${target}`);
    service.faults = faults;
  };
  return { ...proxy, behave };
}

function answerWith(page: string | undefined, response: ServerResponse): void {
  if (page === undefined) response.destroy();
  else response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end(page);
}

/** The page as it is now; undefined where nobody answers. */
function pageNow(service: Service, healthy: readonly Behaviour[]): string | undefined {
  if (service.faults.includes('stopped')) return undefined;
  const now = performance.now();
  const seconds = (now - service.asked) / 1000;
  service.asked = now;
  const faults = service.faults.filter((fault) => fault !== 'stopped');
  return service.page([...healthy, ...faults], seconds);
}

async function passOn(
  { url = '', method = 'GET', headers }: IncomingMessage,
  body: string,
  address: string,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(url);
  const init = { method, headers: { 'Content-Type': headers['content-type'] ?? 'text/plain' }, ...(body && { body }) };
  const passed = await fetch(`http://${address}${pathname}${search}`, init);
  response.writeHead(passed.status).end(await passed.text());
}
