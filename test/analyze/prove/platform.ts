import type { Sample } from './sample.ts';

/** Queues, databases, batch jobs, disks and certificates, scraped every minute or less often. */
export const platform: Sample = {
  options: `evaluationInterval: '1m', scrapeInterval: '1m', externalLabels: { cluster: 'blue' },`,
  catalog: `
const queue = it.scrapeJob('broker', { targets: ['broker-1:9308', 'broker-2:9308', 'broker-3:9308'], interval: '30s' });
queue.gauge('broker_group_lag', { help: 'x', counts: 'messages', labels: { group: upTo(30), topic: upTo(50), partition: upTo(24) } });
queue.gauge('broker_group_offset', { help: 'x', counts: 'messages', labels: { group: upTo(30), topic: upTo(50), partition: upTo(24) } });
queue.gauge('broker_topic_end_offset', { help: 'x', counts: 'messages', labels: { topic: upTo(50), partition: upTo(24) } });
queue.gauge('broker_partitions_under_replicated', { help: 'x', counts: 'partitions' });
queue.gauge('broker_controllers', { help: 'x' });
queue.counter('broker_bytes_in_total', { help: 'x', unit: 'bytes', labels: { topic: upTo(50) } });
queue.counter('broker_bytes_out_total', { help: 'x', unit: 'bytes', labels: { topic: upTo(50) } });
const db = it.scrapeJob('db', { targets: [{ targets: ['db-1:9187'], labels: { role: 'primary' } }, { targets: ['db-2:9187', 'db-3:9187'], labels: { role: 'replica' } }], interval: '1m' });
db.gauge('db_up', { help: 'x' });
db.gauge('db_replication_lag_seconds', { help: 'x', unit: 'seconds' });
db.gauge('db_connections', { help: 'x', counts: 'connections', labels: { state: oneOf('active', 'idle', 'idle in transaction'), database: upTo(10) } });
db.gauge('db_connections_max', { help: 'x', counts: 'connections' });
db.counter('db_transactions_total', { help: 'x', counts: 'transactions', labels: { database: upTo(10), result: oneOf('commit', 'rollback') } });
db.counter('db_deadlocks_total', { help: 'x', labels: { database: upTo(10) } });
db.counter('db_blocks_hit_total', { help: 'x', labels: { database: upTo(10) } });
db.counter('db_blocks_read_total', { help: 'x', labels: { database: upTo(10) } });
db.gauge('db_wal_position_bytes', { help: 'x', unit: 'bytes' });
db.gauge('db_is_replica', { help: 'x' });
db.gauge('db_oldest_transaction_seconds', { help: 'x', unit: 'seconds', labels: { database: upTo(10) } });
db.gauge('db_size_bytes', { help: 'x', unit: 'bytes', labels: { database: upTo(10) } });
const batch = it.scrapeJob('batch', { targets: ['gateway:9091'], honorLabels: true, interval: '2m' });
batch.gauge('batch_last_success_timestamp_seconds', { help: 'x', unit: 'timestamp', labels: { task: upTo(20) } });
batch.gauge('batch_last_run_timestamp_seconds', { help: 'x', unit: 'timestamp', labels: { task: upTo(20) } });
batch.gauge('batch_last_duration_seconds', { help: 'x', unit: 'seconds', labels: { task: upTo(20) } });
batch.gauge('batch_rows', { help: 'x', counts: 'rows', labels: { task: upTo(20) } });
batch.counter('batch_failures_total', { help: 'x', counts: 'failures', labels: { task: upTo(20), reason: oneOf('timeout', 'exit', 'oom') } });
batch.gauge('batch_suspended', { help: 'x', labels: { task: upTo(20) } });
const node = it.scrapeJob('node', { targets: ['n1:9100', 'n2:9100'], interval: '1m', labels: { rack: 'r1' } });
node.gauge('node_filesystem_avail_bytes', { help: 'x', unit: 'bytes', labels: { device: upTo(10), mountpoint: upTo(10), fstype: upTo(10) } });
node.gauge('node_filesystem_size_bytes', { help: 'x', unit: 'bytes', labels: { device: upTo(10), mountpoint: upTo(10), fstype: upTo(10) } });
node.gauge('node_filesystem_readonly', { help: 'x', labels: { device: upTo(10), mountpoint: upTo(10), fstype: upTo(10) } });
node.gauge('node_memory_MemAvailable_bytes', { help: 'x', unit: 'bytes' });
node.gauge('node_memory_MemTotal_bytes', { help: 'x', unit: 'bytes' });
node.counter('node_cpu_seconds_total', { help: 'x', unit: 'seconds', labels: { cpu: upTo(64), mode: oneOf('idle', 'user', 'system', 'iowait', 'steal') } });
node.gauge('node_load5', { help: 'x' });
node.counter('node_network_receive_bytes_total', { help: 'x', unit: 'bytes', labels: { device: upTo(4) } });
node.counter('node_network_receive_errs_total', { help: 'x', counts: 'errors', labels: { device: upTo(4) } });
node.counter('node_network_receive_packets_total', { help: 'x', counts: 'packets', labels: { device: upTo(4) } });
node.gauge('node_timex_offset_seconds', { help: 'x', unit: 'seconds' });
node.gauge('node_hwmon_temp_celsius', { help: 'x', unit: 'celsius', labels: { sensor: upTo(8) } });
node.gauge('node_boot_time_seconds', { help: 'x', unit: 'timestamp' });
node.info('node_uname_info', { help: 'x', labels: { nodename: upTo(20), release: upTo(5) } });
const probe = it.scrapeJob('probe', { targets: ['blackbox:9115'], interval: '2m', targetLabels: { target: upTo(50) },
  relabel: [{ sourceLabels: ['__address__'], targetLabel: '__param_target' }, { sourceLabels: ['__param_target'], targetLabel: 'target' }, { targetLabel: '__address__', replacement: 'blackbox:9115' }] });
probe.gauge('probe_success', { help: 'x' });
probe.gauge('probe_duration_seconds', { help: 'x', unit: 'seconds' });
probe.gauge('probe_http_status_code', { help: 'x' });
probe.gauge('probe_ssl_earliest_cert_expiry', { help: 'x', unit: 'timestamp' });
const cache = it.scrapeJob('cache', { targets: ['redis:9121'], interval: '1m' });
cache.gauge('redis_memory_used_bytes', { help: 'x', unit: 'bytes' });
cache.gauge('redis_memory_max_bytes', { help: 'x', unit: 'bytes' });
cache.counter('redis_keyspace_hits_total', { help: 'x' });
cache.counter('redis_keyspace_misses_total', { help: 'x' });
cache.counter('redis_evicted_keys_total', { help: 'x', counts: 'keys' });
cache.gauge('redis_connected_slaves', { help: 'x' });
cache.gauge('redis_master_link_up', { help: 'x' });
cache.untyped('redis_slowlog_length', { help: 'x' });
it.recordingRule('instance:node_cpu:busy5m', { expr: promql\`1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))\`, labels: { kind: 'host' } });
it.recordingRule('db:size_bytes:limit', { expr: promql\`vector(5e11)\`, labels: { database: 'orders' } });
`,
  recorded: {
    'group:broker_lag:sum': 'sum by (group, topic) (broker_group_lag)',
    'rack:node_cpu:busy5m': 'avg(instance:node_cpu:busy5m{kind="host"})',
    'db:transactions:rate5m': 'sum by (database, result) (rate(db_transactions_total[5m]))',
    'db:rollbacks:ratio5m':
      'db:transactions:rate5m{result="rollback"} / ignoring(result) sum without (result) (db:transactions:rate5m)',
  },
  alerts: {
    Lag: 'sum by (group, topic) (broker_group_lag) > 10000 for 15m',
    LagRecorded: 'group:broker_lag:sum{group!~"test-.+"} > 5e4 for 10m',
    LagGrows: 'deriv(broker_group_lag[15m]) > 0 and broker_group_lag > 1000 for 10m',
    LagSeconds:
      'sum by (group, topic) (broker_group_lag) / sum by (group, topic) (rate(broker_group_offset[10m])) > 300',
    Stuck:
      'sum by (group, topic) (delta(broker_group_offset[15m])) == 0 and sum by (group, topic) (broker_group_lag) > 0 for 5m',
    ComputedLag: 'broker_topic_end_offset - on (topic, partition) group_right broker_group_offset > 2000',
    ComputedLagMax:
      'max by (group) (broker_topic_end_offset - on (topic, partition) group_right () broker_group_offset) > 2000 for 0s',
    UnderReplicated: 'sum(broker_partitions_under_replicated) > 0 for 5m',
    Controllers: 'sum(broker_controllers) != 1',
    BrokersGone: 'count(up{job="broker"} == 1) < 3 or absent(up{job="broker"})',
    FanOut: 'sum(rate(broker_bytes_out_total[5m])) / sum(rate(broker_bytes_in_total[5m])) > 20',
    TopicSilent: 'rate(broker_bytes_in_total{topic="payments"}[30m]) == 0',
    TopicGone: 'absent_over_time(broker_bytes_in_total{topic="payments"}[30m])',
    TopicWasThere:
      'sum by (topic) (rate(broker_bytes_in_total[10m] offset 1h)) > 0 unless sum by (topic) (rate(broker_bytes_in_total[10m])) > 0',
    DbDown: 'db_up == 0 for 1m',
    ReplicaLag: 'db_replication_lag_seconds{role="replica"} > 30 for 5m',
    ReplicaLagWorst: 'max by (role) (db_replication_lag_seconds) > 60',
    ReplicaBehind:
      'scalar(max(db_wal_position_bytes{role="primary"})) - db_wal_position_bytes{role="replica"} > 64 * 1024 * 1024',
    ReplicaBehindJoin:
      'db_wal_position_bytes{role="primary"} - on (job) group_right () db_wal_position_bytes{role="replica"} > 1e8',
    LagOfReplicas: 'db_replication_lag_seconds > 120 and on (instance) db_is_replica == 1',
    TwoPrimaries: 'count(db_is_replica == 0) > 1 for 0s',
    NoPrimary: 'absent(db_is_replica == 0)',
    ConnectionsFull: 'sum by (instance) (db_connections) / on (instance) db_connections_max > 0.85',
    ConnectionsFullLeft:
      'sum by (job, instance) (db_connections) / on (job, instance) group_left (role) db_connections_max * 100 > 80',
    IdleInTransaction: 'db_connections{state="idle in transaction"} > 5 for 10m',
    NotIdle: 'sum without (state) (db_connections{state!~"idle.*"}) > 80',
    OldTransaction: 'max by (database) (db_oldest_transaction_seconds{database!~"template.*|postgres"}) > 1800',
    Deadlocks: 'increase(db_deadlocks_total[10m]) > 0 for 0s',
    DeadlocksRate: 'sum by (database) (rate(db_deadlocks_total[15m])) * 3600 > 12',
    Rollbacks: 'db:rollbacks:ratio5m > 0.2',
    RollbacksRaw:
      'sum by (database) (rate(db_transactions_total{result="rollback"}[5m])) / sum by (database) (rate(db_transactions_total{result="commit"}[5m])) > 0.5',
    BufferHits:
      'sum(rate(db_blocks_hit_total[30m])) / (sum(rate(db_blocks_hit_total[30m])) + sum(rate(db_blocks_read_total[30m]))) < 0.95',
    OverLimit: 'sum by (database) (db_size_bytes) > on (database) db:size_bytes:limit',
    DbGrows: 'db_size_bytes - db_size_bytes offset 1d > 1e11',
    BackupOld: 'time() - batch_last_success_timestamp_seconds{task="backup"} > 26 * 3600',
    TaskOld: 'time() - max by (task) (batch_last_success_timestamp_seconds) > 7200 for 10m',
    TaskOldDays: '(time() - batch_last_success_timestamp_seconds) / 86400 > 2',
    FailedSince: 'batch_last_run_timestamp_seconds > batch_last_success_timestamp_seconds for 30m',
    RanButNotSuspended: 'time() - batch_last_run_timestamp_seconds > 3600 unless on (task) batch_suspended == 1',
    TaskSlow: 'batch_last_duration_seconds > 1.5 * avg_over_time(batch_last_duration_seconds[1d])',
    TaskSlowQuantile: 'batch_last_duration_seconds > quantile_over_time(0.9, batch_last_duration_seconds[6h]) * 2',
    NoRows: 'batch_rows{task="import"} == 0',
    RowsHalf: 'batch_rows / (batch_rows offset 1d) < 0.5',
    Failures: 'sum by (task) (increase(batch_failures_total[6h])) >= 3 for 0s',
    OomKilled: 'increase(batch_failures_total{reason="oom"}[1h]) > 0',
    NotTimeouts: 'sum by (task) (increase(batch_failures_total{reason!="timeout"}[1h])) > 2',
    DiskFull: 'node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / node_filesystem_size_bytes < 0.1 for 10m',
    DiskFullPercent:
      '100 - node_filesystem_avail_bytes{mountpoint="/"} * 100 / node_filesystem_size_bytes{mountpoint="/"} > 90',
    DiskWillFill:
      'predict_linear(node_filesystem_avail_bytes{fstype!="tmpfs"}[6h], 24 * 3600) < 0 and node_filesystem_readonly == 0 and node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.4 for 1h',
    DiskFillsSoon: 'predict_linear(node_filesystem_avail_bytes[1h], 4*60*60) <= 0',
    ReadOnly: 'node_filesystem_readonly{mountpoint!~"/snap/.*"} == 1',
    MemoryLow: 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes * 100 < 10',
    MemoryLowAbsolute: 'node_memory_MemAvailable_bytes < 512 * 1024 * 1024',
    CpuBusy: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > 90 for 15m',
    CpuRecorded: 'instance:node_cpu:busy5m > 0.85',
    CpuRecordedTwice: 'rack:node_cpu:busy5m > 0.7 for 30m',
    IoWait:
      'sum by (instance) (rate(node_cpu_seconds_total{mode="iowait"}[5m])) / count by (instance) (count by (instance, cpu) (node_cpu_seconds_total)) > 0.3',
    Load: 'node_load5 / on (instance) count by (instance) (node_cpu_seconds_total{mode="idle"}) > 2',
    NetworkErrors: 'rate(node_network_receive_errs_total[5m]) / rate(node_network_receive_packets_total[5m]) > 0.01',
    NetworkFull: 'rate(node_network_receive_bytes_total{device!~"lo|veth.*"}[5m]) * 8 > 0.9e9',
    ClockSkew: 'abs(node_timex_offset_seconds) > 0.05',
    ClockSkewGrows:
      '(node_timex_offset_seconds > 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0) or (node_timex_offset_seconds < -0.05 and deriv(node_timex_offset_seconds[5m]) <= 0)',
    Hot: 'node_hwmon_temp_celsius > 85',
    HotCold: 'node_hwmon_temp_celsius > 80 or node_hwmon_temp_celsius < 5',
    Rebooted: 'time() - node_boot_time_seconds < 600 for 0s',
    RebootedChange: 'delta(node_boot_time_seconds[1h]) != 0 for 0s',
    NamedDisk:
      '(node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.05) * on (instance) group_left (nodename) node_uname_info',
    OldKernel: 'count by (release) (node_uname_info) > 1 unless on () count(count by (release) (node_uname_info)) == 1',
    ProbeFails: 'probe_success == 0 for 4m',
    ProbeFlaps: 'avg_over_time(probe_success[1h]) * 100 < 95 for 0s',
    ProbeSlow: 'avg_over_time(probe_duration_seconds[10m]) > 2',
    ProbeCode: 'probe_http_status_code <= 199 or probe_http_status_code >= 400',
    CertSoon: 'probe_ssl_earliest_cert_expiry - time() < 14 * 86400 for 1h',
    CertSoonDays:
      '(probe_ssl_earliest_cert_expiry - time()) / 86400 < 21 and (probe_ssl_earliest_cert_expiry - time()) / 86400 > 3',
    CertOver: 'last_over_time(probe_ssl_earliest_cert_expiry[10m]) - time() <= 0',
    RedisMemory: 'redis_memory_used_bytes / redis_memory_max_bytes > 0.9 and redis_memory_max_bytes > 0',
    RedisHits:
      'rate(redis_keyspace_hits_total[10m]) / (rate(redis_keyspace_hits_total[10m]) + rate(redis_keyspace_misses_total[10m])) < 0.5',
    RedisEvicts: 'rate(redis_evicted_keys_total[5m]) > 10',
    RedisReplicas: 'redis_connected_slaves < 1 for 5m',
    RedisLostReplica: 'redis_connected_slaves - redis_connected_slaves offset 5m < 0 for 0s',
    RedisLink: 'min_over_time(redis_master_link_up[5m]) == 0 for 0s',
    RedisSlow: 'delta(redis_slowlog_length[10m]) > 10',
    RedisMissing: 'absent(redis_memory_used_bytes{job="cache", instance="redis:6379"})',
    SeveralMissing: 'absent(up{job="db"}) or absent(up{job="cache"}) or absent(up{job="node"})',
    AnyDown: '100 * count by (job) (up == 0) / count by (job) (up) > 10 for 10m',
    JobGone: 'group by (job) (up offset 1h) unless group by (job) (up)',
    Alerting: 'sum(ALERTS{alertstate="firing", severity="page"}) > 5',
    Joined: 'label_join(batch_rows, "id", "-", "job", "task") > 1e6',
    LoudestNode: 'topk(1, node_load5) > 30',
    FewestRows: 'bottomk(2, batch_rows) < 10',
    Spread: 'stddev(node_load5) > 5',
    SortDesc: 'sort_desc(sum by (instance) (node_hwmon_temp_celsius)) > 200',
    Clamp: 'clamp_min(node_load5 - 4, 0) > 0',
    Rounded: 'round(node_load5) >= 8',
    SqrtLn: 'ln(node_load5) > 3',
    Boolean: '(node_load5 > bool 10) + (node_hwmon_temp_celsius > bool 90) >= 1',
    BooleanJoin: '(node_load5 > bool 10) + on (instance) group_right (job) (node_hwmon_temp_celsius > bool 90) >= 1',
    CountValues: 'count(count_values("v", probe_http_status_code)) > 1',
    Present: 'present_over_time(batch_suspended{task="old-report"}[1h]) == 1',
    Holt: 'abs(node_load5 - avg_over_time(node_load5[1h])) > 10',
    Modulo: 'broker_controllers % 2 == 0',
    Power: 'node_load5 ^ 2 > 400',
    EightWeeks: 'sum(rate(broker_bytes_in_total[5m])) < 0.5 * sum(rate(broker_bytes_in_total[5m] offset 8w))',
    NeverBoth: 'probe_success == 0 and probe_success == 1',
  },
};
