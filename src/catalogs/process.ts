import type { Exporter } from '../define/exporter.ts';

/**
 * What a process tells of itself through Prometheus' Go client, and the client libraries that follow it.
 * From https://pkg.go.dev/github.com/prometheus/client_golang/prometheus/collectors#NewProcessCollector, on Linux.
 *
 * @example
 * const process = processMetrics(server);
 * timeseries('CPU', { query: process.cpu.rate() })
 */
export function processMetrics<T>(server: Exporter<T>) {
  const process = server.catalog('Process');
  return Object.freeze({
    cpu: process.counter('process_cpu_seconds_total', {
      help: 'CPU time spent, in user and system mode together.',
      unit: 'seconds',
    }),
    startTime: process.gauge('process_start_time_seconds', { help: 'When the process began.', unit: 'timestamp' }),
    residentMemory: process.gauge('process_resident_memory_bytes', {
      help: 'Memory held in RAM: what the kernel counts against a memory limit, give or take shared pages.',
      unit: 'bytes',
    }),
    virtualMemory: process.gauge('process_virtual_memory_bytes', {
      help: 'Address space reserved; says little about memory in use.',
      unit: 'bytes',
    }),
    virtualMemoryMax: process.gauge('process_virtual_memory_max_bytes', {
      help: 'Address space the process may reserve; 1.8e19 where it is not limited.',
      unit: 'bytes',
    }),
    openFds: process.gauge('process_open_fds', { help: 'File descriptors open.', counts: 'file descriptors' }),
    maxFds: process.gauge('process_max_fds', { help: 'File descriptors allowed.', counts: 'file descriptors' }),
    /** client_golang 1.20 and later. */
    networkReceived: process.counter('process_network_receive_bytes_total', {
      help: 'Bytes received by the network namespace of the process.',
      unit: 'bytes',
    }),
    /** client_golang 1.20 and later. */
    networkTransmitted: process.counter('process_network_transmit_bytes_total', {
      help: 'Bytes sent by the network namespace of the process.',
      unit: 'bytes',
    }),
  });
}
