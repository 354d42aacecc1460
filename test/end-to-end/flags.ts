/** How the programs are started. What they time by flag runs faster, too. */
import { fasterDuration } from './faster.ts';

export function alertmanagerFlags(folder: string, address: string): readonly string[] {
  return [
    `--config.file=${folder}/alertmanager/alertmanager.yml`,
    `--storage.path=${folder}/alertmanager/data`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
  ];
}

/** Defaults of Prometheus' flags that durations of rules are measured against. */
const defaults: Readonly<Record<string, string>> = {
  'query.lookback-delta': '5m',
  'rules.alert.resend-delay': '1m',
  'rules.alert.for-grace-period': '10m',
};

export function prometheusFlags(folder: string, address: string, times: number): readonly string[] {
  return [
    `--config.file=${folder}/prometheus/prometheus.yml`,
    `--storage.tsdb.path=${folder}/prometheus/data`,
    `--web.listen-address=${address}`,
    '--scrape.discovery-reload-interval=1s',
    ...Object.entries(defaults).map(([flag, duration]) => `--${flag}=${fasterDuration(duration, times)}`),
  ];
}
