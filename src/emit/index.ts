import { alertmanager } from './alertmanager/index.ts';
import { docs } from './docs/index.ts';
import type { Emitter } from './emit.ts';
import { grafana } from './grafana/index.ts';
import { model } from './model.ts';
import { openSlo } from './openslo.ts';
import { prometheusConfig } from './prometheus-config.ts';
import { prometheusRules } from './prometheus-rules.ts';
import { prometheusTests } from './prometheus-tests.ts';

/** Every output, in the order their files are written. */
export const emitters: readonly Emitter[] = [
  prometheusConfig,
  prometheusRules,
  prometheusTests,
  alertmanager,
  grafana,
  openSlo,
  docs,
  model,
];
