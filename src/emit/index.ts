import { docs } from './docs/index.ts';
import type { Emitter } from './emit.ts';
import { grafana } from './grafana/index.ts';
import { model } from './model.ts';
import { prometheusConfig } from './prometheus-config.ts';
import { prometheusRules } from './prometheus-rules.ts';

/** Every output, in the order their files are written. */
export const emitters: readonly Emitter[] = [prometheusConfig, prometheusRules, grafana, docs, model];
