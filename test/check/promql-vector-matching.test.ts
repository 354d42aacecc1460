import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { promqlVectorMatching } from '../../src/check/promql-vector-matching.ts';
import { runChecks } from '../../src/check/run.ts';
import type { LabelValues } from '../../src/model/metric.ts';
import { alert, metric, project, recordingRule, scrapeJob } from '../analyze/project.ts';
import { findings, shop } from './catalog.ts';
import { facts, judge } from './judge.ts';

const any: LabelValues = { kind: 'any' };
const oneOf = (...values: string[]): LabelValues => ({ kind: 'oneOf', values });
const upTo = (max: number): LabelValues => ({ kind: 'upTo', max });

/** Exporters that many rules are written for, as their own catalogs would declare them. */
const exporters = project({
  scrapeJobs: [
    scrapeJob('node', { targets: ['a:9100', 'b:9100'] }),
    scrapeJob('kube', { targets: ['kube:8080'] }),
    scrapeJob('pg', { targets: ['pg:9187'] }),
  ],
  metrics: [
    metric('node_filesystem_avail_bytes', 'gauge', {
      job: 'node',
      unit: 'bytes',
      labels: { device: any, mountpoint: any },
    }),
    metric('node_filesystem_size_bytes', 'gauge', {
      job: 'node',
      unit: 'bytes',
      labels: { device: any, mountpoint: any },
    }),
    metric('node_filesystem_readonly', 'gauge', { job: 'node', labels: { device: any, mountpoint: any } }),
    metric('node_cpu_seconds_total', 'counter', {
      job: 'node',
      unit: 'seconds',
      labels: { cpu: upTo(64), mode: oneOf('idle', 'user', 'iowait') },
    }),
    metric('node_load1', 'gauge', { job: 'node' }),
    metric('node_uname_info', 'gauge', { job: 'node', labels: { nodename: any, release: any } }),
    metric('node_memory_MemTotal_bytes', 'gauge', { job: 'node', unit: 'bytes' }),
    metric('kube_pod_info', 'gauge', { job: 'kube', labels: { namespace: any, pod: any, node: any, host_ip: any } }),
    metric('kube_pod_owner', 'gauge', {
      job: 'kube',
      labels: { namespace: any, pod: any, owner_kind: oneOf('ReplicaSet', 'DaemonSet'), owner_name: any },
    }),
    metric('kube_pod_status_phase', 'gauge', {
      job: 'kube',
      labels: { namespace: any, pod: any, phase: oneOf('Pending', 'Running', 'Failed') },
    }),
    metric('kube_restarts_total', 'counter', { job: 'kube', labels: { namespace: any, pod: any, container: any } }),
    metric('pg_up', 'gauge', { job: 'pg' }),
    metric('pg_static', 'gauge', { job: 'pg', labels: { version: any, short_version: any } }),
    metric('pg_locks', 'gauge', {
      job: 'pg',
      counts: 'locks',
      labels: { datname: any, mode: oneOf('share', 'exclusive') },
    }),
    metric('pg_max_connections', 'gauge', { job: 'pg', counts: 'connections' }),
  ],
  recordingRules: [
    recordingRule(
      'namespace_workload_pod:owner',
      'max by (namespace, workload, pod) (label_replace(kube_pod_owner{owner_kind="DaemonSet"}, "workload", "$1", "owner_name", "(.*)"))',
    ),
    recordingRule('instance_mode:cpu:rate5m', 'sum by (instance, mode) (rate(node_cpu_seconds_total[5m]))'),
    recordingRule('instance:load:high', 'node_load1 > 5'),
  ],
});

const said = (expr: string) =>
  runChecks(analyze({ ...exporters, alerts: [alert('A', expr)] }), [promqlVectorMatching]).map(
    ({ message }) => message,
  );

describe('right matchings are silent', () => {
  it.each([
    'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1',
    'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1 and node_filesystem_readonly == 0',
    'node_filesystem_avail_bytes / on (instance, mountpoint) node_filesystem_size_bytes < 0.1',
    '(node_filesystem_avail_bytes < 5) * on (instance) group_left (nodename) node_uname_info > 0',
    'node_load1 * on (instance) group_left (nodename) node_uname_info > 5',
    'node_load1 * on (instance) node_uname_info > 5',
    'node_uname_info * on (instance) group_right (nodename) node_load1 > 5',
    'node_load1 / on (instance) count by (instance) (node_cpu_seconds_total{mode="idle"}) > 1',
    'node_load1 > on (instance) count without (cpu, mode, job) (node_cpu_seconds_total{mode="idle"})',
    'sum by (instance) (rate(node_cpu_seconds_total{mode="iowait"}[5m])) / sum by (instance) (rate(node_cpu_seconds_total[5m])) > 0.1',
    'rate(node_cpu_seconds_total{mode="user"}[5m]) / ignoring (mode) rate(node_cpu_seconds_total{mode="idle"}[5m]) > 1',
    'rate(node_cpu_seconds_total[5m]) / on (instance) group_left sum by (instance) (rate(node_cpu_seconds_total[5m])) > 0.1',
    'rate(node_cpu_seconds_total[5m]) / ignoring (mode) group_left sum without (mode) (rate(node_cpu_seconds_total[5m])) > 0.1',
    'instance_mode:cpu:rate5m / on (instance) group_left sum by (instance) (instance_mode:cpu:rate5m) > 0.5',
    'instance_mode:cpu:rate5m{mode="idle"} / on (instance) node_load1 > 0.5',
    'node_load1 * on (instance) (topk by (instance) (1, node_filesystem_size_bytes)) > 5',
    'node_load1 * on (instance) max by (instance) (node_filesystem_size_bytes) > 5',
    'node_load1 * on (instance) (node_filesystem_size_bytes{mountpoint="/"}) > 5',
    'node_load1 * on (instance) (node_filesystem_size_bytes{mountpoint=~"/|/root"}) > 5',
    'node_load1 / on (instance) (node_filesystem_size_bytes > 1e12) > 5',
    'rate(kube_restarts_total[5m]) * on (namespace, pod) group_left (node) kube_pod_info > 0',
    'rate(kube_restarts_total[5m]) * on (namespace, pod) group_left (owner_name) kube_pod_owner > 0',
    'rate(kube_restarts_total[5m]) * on (namespace, pod) group_left (workload) namespace_workload_pod:owner > 0',
    'sum by (namespace, pod) (rate(kube_restarts_total[5m])) * on (namespace, pod) kube_pod_owner > 0',
    'sum by (namespace, pod) (rate(kube_restarts_total[5m])) * on (namespace, pod) (kube_pod_status_phase == 1) > 0',
    'kube_pod_info * on (namespace, pod) group_right kube_pod_status_phase{phase="Failed"} > 0',
    'pg_up * on (instance) group_left (version) pg_static == 0',
    'pg_up * on (instance) pg_static == 0',
    'sum(pg_locks) / on () pg_max_connections > 0.9',
    'sum(pg_locks) by (instance) / on (instance) pg_max_connections > 0.9',
    'sum(pg_locks) > scalar(pg_max_connections)',
    'pg_locks > on (instance) group_left pg_max_connections',
    'up{job="node"} == 0 unless on (instance) node_load1',
    'up == 0 unless on (instance) node_load1 > 5',
    'node_load1 > 5 and on (instance) up == 1',
    'node_load1 > 5 and on () hour() > 8',
    'node_load1 > 5 unless on () hour() > 8',
    'up{job="kube"} / on () up{job="pg"} < 1',
    'up{job="kube"} * on (job) group_right () up{job=~"kube|pg"} < 1',
    'node_filesystem_avail_bytes < 5 and on (instance) node_cpu_seconds_total > 0',
    'sum(pg_locks) or vector(0)',
    'node_load1 > 5 or pg_up == 0',
    'node_load1 or on (instance) pg_locks',
    'absent(pg_up) or sum(pg_locks) > 5',
    'node_load1 / on (instance) group_left nobody_knows > 0',
    'nobody_knows / sum by (job) (nobody_knows) > 0',
    'instance:load:high / on (job) group_left sum by (job) (node_load1) > 0',
    'node_load1 + on (instance) fill (0) sum(pg_locks) > 0',
    'label_replace(node_load1, "node", "$1", "instance", "(.*):.*") * on (node) group_left count by (node) (kube_pod_info) > 0',
    'label_replace(node_uname_info, "node", "$1", "nodename", "(.*)") * on (node) group_right kube_pod_info > 0',
    'node_memory_MemTotal_bytes - on (instance) sum by (instance) (node_filesystem_size_bytes) > 0',
  ])('%s', (expr) => expect(said(expr)).toEqual([]));
});

describe('wrong matchings are told', () => {
  it.each([
    [
      'sum(rate(node_cpu_seconds_total[5m])) / node_load1 > 1',
      'the sides never match: only the right has the labels "job" and "instance"',
    ],
    [
      'sum by (mode) (rate(node_cpu_seconds_total[5m])) / sum(node_load1) > 1',
      'the sides never match: only the left has the label "mode"',
    ],
    [
      'rate(node_cpu_seconds_total[5m]) / node_load1 > 1',
      'the sides never match: only the left has the labels "cpu" and "mode"',
    ],
    [
      'node_filesystem_avail_bytes / node_memory_MemTotal_bytes > 1',
      'the sides never match: only the left has the labels "device" and "mountpoint"',
    ],
    [
      'node_load1 / pg_up > 1',
      'the sides never match: "job" is "node" on the left and "pg" on the right, "instance" is "a:9100" or "b:9100" on the left and "pg:9187" on the right',
    ],
    ['node_load1 / on (job) pg_up > 1', 'the sides never match: "job" is "node" on the left and "pg" on the right'],
    ['node_load1 > 5 and hour() > 8', 'the sides never match: only the left has the labels "job" and "instance"'],
    [
      'node_load1 > 5 unless sum(up)',
      'the right side never matches, so nothing is removed: only the left has the labels "job" and "instance"',
    ],
    [
      'node_load1 > 5 unless vector(0)',
      'the right side never matches, so nothing is removed: only the left has the labels "job" and "instance"',
    ],
    [
      'rate(node_cpu_seconds_total{mode="user"}[5m]) + rate(node_cpu_seconds_total{mode="iowait"}[5m]) > 1',
      'the sides never match: "mode" is "user" on the left and "iowait" on the right',
    ],
    [
      'foo{job="bar"} unless sum(foo)',
      'the right side never matches, so nothing is removed: only the left has the label "job"',
    ],
    ['node_load1 / vector(5) > 1', 'the sides never match: only the left has the labels "job" and "instance"'],
    [
      'rate(node_cpu_seconds_total{mode="user"}[5m]) / node_load1 > 1 and node_load1 > 0',
      'the sides never match: only the left has the labels "cpu" and "mode"',
    ],
    ['kube_pod_info * on (namespace, pod) sum by (namespace) (kube_pod_info) > 0', undefined],

    [
      'rate(node_cpu_seconds_total[5m]) / on (instance) node_load1 > 1',
      'several series of the left match one of the right: they differ in "cpu" and "mode"',
    ],
    [
      'node_load1 / on (instance) rate(node_cpu_seconds_total[5m]) > 1',
      'several series of the right match one of the left: they differ in "cpu" and "mode"',
    ],
    [
      'rate(node_cpu_seconds_total[5m]) / ignoring (mode) sum without (mode) (rate(node_cpu_seconds_total[5m])) > 1',
      'several series of the left match one of the right: they differ in "mode"',
    ],
    [
      'rate(node_cpu_seconds_total[5m]) / on (instance) rate(node_cpu_seconds_total[5m]) > 1',
      'many to many: on both sides several series match alike, which differ in "cpu" and "mode"',
    ],
    [
      'node_load1 / on (job) node_memory_MemTotal_bytes > 1',
      'many to many: on both sides several series match alike, which differ in "instance"',
    ],
    [
      'up / on () up > 1',
      'many to many: on both sides several series match alike, which differ in "job" and "instance"',
    ],
    [
      'node_load1 * on (instance) group_left node_cpu_seconds_total > 1',
      'group_left takes the right for the one side, but several of its series match alike: they differ in "cpu" and "mode"',
    ],
    [
      'node_filesystem_avail_bytes / on (instance) group_right node_memory_MemTotal_bytes > 1',
      'group_right takes the left for the one side, but several of its series match alike: they differ in "device" and "mountpoint"',
    ],
    [
      'pg_locks / on (instance) pg_max_connections > 1',
      'several series of the left match one of the right: they differ in "datname" and "mode"',
    ],
    [
      'instance_mode:cpu:rate5m / on (instance) node_load1 > 1',
      'several series of the left match one of the right: they differ in "mode"',
    ],
    [
      'node_load1 * on (instance) group_left node_filesystem_size_bytes > 1',
      'group_left takes the right for the one side, but several of its series match alike: they differ in "device" and "mountpoint"',
    ],
  ])('%s', (expr, expected) => expect(said(expr)).toEqual(expected === undefined ? [] : [expected]));
});

describe('one fault is one finding', () => {
  it.each([
    ['rate(errors_total[5m]) / on (path) rate(requests_total[5m]) > 1', 'promql-unknown-label: path'],
    [
      'sum(rate(errors_total[5m])) / on (method) sum by (method) (rate(requests_total[5m])) > 1',
      'promql-label-dropped: method',
    ],
    [
      'sum by (methd) (rate(errors_total[5m])) / sum by (method) (rate(requests_total[5m])) > 1',
      'promql-unknown-label: methd',
    ],
    [
      'sum by (method) (rate(request_total[5m])) / sum by (method) (rate(requests_total[5m])) > 1',
      'promql-unknown-metric: request_total',
    ],
    ['queue_length * on (instance) group_left (versio) build_info > 5', 'promql-unknown-label: versio'],
    ['rate(errors_total[5m]) / rate(requests_total[5m]) > 1', 'promql-vector-matching: /'],
  ])('%s', (expr, expected) => expect(findings(expr, {}, facts())).toEqual([expected]));
});

it('a recording rule that misspells a label is one finding, also where it is read', () => {
  const recordingRules = [recordingRule('method:errors:rate5m', 'sum by (methd) (rate(errors_total[5m]))')];
  const alerts = [alert('A', 'method:errors:rate5m / method:requests:rate5m > 1')];
  const all = { ...shop, recordingRules: [...shop.recordingRules!, ...recordingRules], alerts };
  const list = facts().filter(({ id }) => id.startsWith('promql-'));
  expect(runChecks(analyze(project(all)), list).map(({ check }) => check)).toEqual(['promql-unknown-label']);
});

describe('help', () => {
  const helpFor = (expr: string) =>
    runChecks(analyze(project({ ...shop, alerts: [alert('A', expr)] })), [promqlVectorMatching])[0]?.help;

  it.each([
    [
      'sum by (status) (requests_total) / sum(requests_total)',
      'write / on () group_left, or give both sides the same labels',
    ],
    ['errors_total / requests_total', 'write / ignoring (status) group_right, or give both sides the same labels'],
    ['errors_total / on (job, zone) group_left vector(1)', undefined],
    [
      'requests_total{status="error"} / requests_total{status="success"}',
      'write / ignoring (status), or give both sides the same labels',
    ],
    ['requests_total{status="error"} / on (status) requests_total{status="success"}', 'leave "status" out of on (…)'],
    ['queue_length and hour() > 8', 'write and on (), or give both sides the same labels'],
  ])('%s', (expr, help) => expect(helpFor(expr)).toBe(help));
});

describe('labels of targets', () => {
  const nodes = (targetLabels: string) => `
const fleet = shop.scrapeJob('fleet', { targets: [{ targets: ['a:9100'], labels: { shard: 'one' } }, { targets: ['b:9100'], labels: { shard: 'two' } }],
  relabel: [{ sourceLabels: ['__address__'], regex: '([^:]+):.*', targetLabel: 'node' }] });
const work = fleet.counter('shop_work_total', { help: 'Work done.', counts: 'jobs', labels: { kind: oneOf('a', 'b') } });
shop.alert('A', { when: promql\`sum by (${targetLabels}) (rate(shop_work_total[5m])) / on (instance) sum by (instance) (rate(shop_work_total[5m])) > 2\`, ...warning });`;

  it.each(['instance, node', 'instance, shard, node', 'instance, job'])('%s follow from the instance', (labels) =>
    expect(judge(nodes(labels), [promqlVectorMatching])).toEqual([]),
  );

  it('those of the metric do not', () =>
    expect(judge(nodes('instance, kind'), [promqlVectorMatching]).map(({ message }) => message)).toEqual([
      'several series of the left match one of the right: they differ in "kind"',
    ]));
});
