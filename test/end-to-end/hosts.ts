/**
 * The hosts that Prometheus asks. It reaches them through a proxy, which is this: so the emitted addresses stay as they are, and the
 * labels made of them.
 */
import type { Metric } from '../../src/model/metric.ts';
import { type Behaviour, type LabelSamples, type Page, pageOf } from './exposition.ts';
import { httpServer, type Listening } from './loopback.ts';

export interface Target {
  /** `conexus:9091`. */
  readonly address: string;
  readonly metrics: readonly Metric[];
}

export interface Hosts extends Listening {
  /** Makes a target behave so from now on; `stopped` does not answer any more. */
  readonly behave: (target: string, ...faults: readonly (Behaviour | 'stopped')[]) => void;
}

interface Service {
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
    targets.map(({ address, metrics }): [string, Service] => [
      address,
      { page: pageOf(metrics, samples), faults: [], asked: performance.now() },
    ]),
  );
  const proxy = await httpServer(async ({ url = '', method, headers }, body, response) => {
    const { host, pathname, search } = new URL(url);
    const service = services.get(host);
    if (service && pathname === '/metrics') {
      const page = asked(service, healthy);
      if (page === undefined) response.destroy();
      else response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end(page);
      return;
    }
    const other = others[host];
    if (other === undefined) throw new Error(`nobody is ${url}`);
    const type = headers['content-type'] ?? 'text/plain';
    const init = { method: method ?? 'GET', headers: { 'Content-Type': type }, ...(body !== '' && { body }) };
    const passed = await fetch(`http://${other}${pathname}${search}`, init);
    response.writeHead(passed.status).end(await passed.text());
  });
  const behave: Hosts['behave'] = (target, ...faults) => {
    const service = services.get(target);
    if (!service) throw new Error(`there is no target ${target}`);
    service.faults = faults;
  };
  return { ...proxy, behave };
}

/** The page as it is now; undefined where nobody answers. */
function asked(service: Service, healthy: readonly Behaviour[]): string | undefined {
  if (service.faults.includes('stopped')) return undefined;
  const now = performance.now();
  const seconds = (now - service.asked) / 1000;
  service.asked = now;
  const faults = service.faults.filter((fault) => fault !== 'stopped');
  return service.page([...healthy, ...faults], seconds);
}
