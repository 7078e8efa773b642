import { collectDefaultMetrics, Gauge as PromGauge, Histogram, Registry } from 'prom-client';

/**
 * What this process counts of itself for a monitor: numbers by route as the folders spell it, never by an address that was asked for.
 * Nothing of any person or authority is ever a label.
 */
interface Counted {
  registry: Registry;
  requests: Histogram<'route' | 'status'>;
}

/** Kept across the parts a build is cut into: one a process. */
const kept = globalThis as { doorstepMetrics?: Counted };

/** Seconds. 0.8 and 1 are what a page and a report sent may take in the worst hour. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10, 30];

function counted(): Counted {
  if (kept.doorstepMetrics) return kept.doorstepMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({ name: 'doorstep_request_seconds', help: 'Time to answer, by route and kind of answer; of a page, the time to gather what it shows', labelNames: ['route', 'status'], buckets: BUCKETS, registers: [registry] });
  kept.doorstepMetrics = { registry, requests };
  return kept.doorstepMetrics;
}

/** How the framework says in an error that a page leads elsewhere or is not there. */
function statusOf(error: unknown): string {
  const digest = typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string' ? error.digest : '';
  if (digest.startsWith('NEXT_REDIRECT')) return '3xx';
  if (digest.startsWith('NEXT_HTTP_ERROR_FALLBACK;4')) return '4xx';
  return '5xx';
}

/** Counts each call of a route or page, with how long it took and how it was answered (`2xx` to `5xx`). */
export function timed<A extends unknown[], R>(route: string, handle: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async function counting(...args: A): Promise<R> {
    const { requests } = counted();
    const end = requests.startTimer();
    try {
      const answer = await handle(...args);
      end({ route, status: answer instanceof Response ? `${Math.floor(answer.status / 100)}xx` : '2xx' });
      return answer;
    } catch (error) {
      end({ route, status: statusOf(error) });
      throw error;
    }
  };
}

/** One number of now, under its name; with labels, one for each. */
export interface Gauge {
  name: string;
  help: string;
  values: readonly { labels?: Readonly<Record<string, string>>; value: number }[];
}

/** Everything in the text format of Prometheus: what is counted here, and numbers of now. */
export async function exposition(gauges: readonly Gauge[]): Promise<string> {
  const now = new Registry();
  for (const { name, help, values } of gauges) {
    const labelNames = [...new Set(values.flatMap(({ labels = {} }) => Object.keys(labels)))];
    const gauge = new PromGauge({ name, help, labelNames, registers: [now] });
    for (const { labels = {}, value } of values) gauge.set(labels, value);
  }
  return Registry.merge([counted().registry, now]).metrics();
}

/** As what it is sent. */
export const EXPOSITION_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;
