import type { Exporter } from '../define/exporter.ts';
import { upTo } from '../define/label.ts';

/**
 * What every Go program exposes through Prometheus' Go client: garbage collection, goroutines, memory.
 * From https://pkg.go.dev/github.com/prometheus/client_golang/prometheus/collectors#NewGoCollector, without options.
 *
 * @example
 * export const go = goRuntime(server);
 * conexus.alert('HighMemoryUsage', { when: go.heapAlloc.gt('1GiB'), … });
 */
export function goRuntime<T>(server: Exporter<T>) {
  const runtime = server.catalog('Go runtime');
  return Object.freeze({ ...scheduling(runtime), ...collection(runtime), ...heap(runtime), ...ofTheRuntime(runtime) });
}

function scheduling<T>(runtime: Exporter<T>) {
  return {
    goroutines: runtime.gauge('go_goroutines', { help: 'Goroutines that exist at the moment.', counts: 'goroutines' }),
    threads: runtime.gauge('go_threads', { help: 'Operating system threads created.', counts: 'threads' }),
    /** client_golang 1.20 and later. */
    maxProcs: runtime.gauge('go_sched_gomaxprocs_threads', {
      help: 'GOMAXPROCS: threads that may run Go code at the same time.',
      counts: 'threads',
    }),
    info: runtime.info('go_info', {
      help: 'Version of Go the program was built with, as a label.',
      labels: { version: upTo(5) },
    }),
  };
}

function collection<T>(runtime: Exporter<T>) {
  return {
    gcPause: runtime.summary('go_gc_duration_seconds', {
      help: 'Pauses of the whole program for garbage collection.',
      unit: 'seconds',
      quantiles: [0, 0.25, 0.5, 0.75, 1],
    }),
    lastGc: runtime.gauge('go_memstats_last_gc_time_seconds', {
      help: 'When garbage was last collected.',
      unit: 'timestamp',
    }),
    nextGc: runtime.gauge('go_memstats_next_gc_bytes', {
      help: 'Heap size at which the next garbage collection begins.',
      unit: 'bytes',
    }),
    /** client_golang 1.20 and later. */
    gcPercent: runtime.gauge('go_gc_gogc_percent', {
      help: 'GOGC: growth of the heap, in percent, at which garbage is collected.',
    }),
    /** client_golang 1.20 and later. */
    memoryLimit: runtime.gauge('go_gc_gomemlimit_bytes', {
      help: 'GOMEMLIMIT: memory the runtime tries to stay below; 9.2 EB where none is set.',
      unit: 'bytes',
    }),
  };
}

function heap<T>(runtime: Exporter<T>) {
  return {
    alloc: runtime.gauge('go_memstats_alloc_bytes', {
      help: 'Bytes of heap objects in use; the same number as go_memstats_heap_alloc_bytes.',
      unit: 'bytes',
    }),
    allocated: runtime.counter('go_memstats_alloc_bytes_total', {
      help: 'Bytes allocated on the heap since the start, whether freed again or not.',
      unit: 'bytes',
    }),
    mallocs: runtime.counter('go_memstats_mallocs_total', {
      help: 'Objects allocated on the heap since the start.',
      counts: 'objects',
    }),
    frees: runtime.counter('go_memstats_frees_total', {
      help: 'Heap objects freed since the start.',
      counts: 'objects',
    }),
    heapAlloc: runtime.gauge('go_memstats_heap_alloc_bytes', {
      help: 'Bytes of heap objects in use, garbage that is not yet collected included.',
      unit: 'bytes',
    }),
    heapInUse: runtime.gauge('go_memstats_heap_inuse_bytes', {
      help: 'Bytes of heap spans that hold at least one object.',
      unit: 'bytes',
    }),
    heapIdle: runtime.gauge('go_memstats_heap_idle_bytes', {
      help: 'Bytes of heap spans that hold nothing and could be returned to the system.',
      unit: 'bytes',
    }),
    heapReleased: runtime.gauge('go_memstats_heap_released_bytes', {
      help: 'Bytes of idle heap returned to the system.',
      unit: 'bytes',
    }),
    heapSys: runtime.gauge('go_memstats_heap_sys_bytes', {
      help: 'Bytes of address space taken from the system for the heap.',
      unit: 'bytes',
    }),
    heapObjects: runtime.gauge('go_memstats_heap_objects', { help: 'Objects on the heap.', counts: 'objects' }),
    lookups: runtime.counter('go_memstats_lookups_total', {
      help: 'Pointer lookups of the runtime.',
      counts: 'lookups',
      lifecycle: { stage: 'deprecated', note: 'Always 0; client_golang 1.20 no longer exposes it.' },
    }),
  };
}

function ofTheRuntime<T>(runtime: Exporter<T>) {
  const bytes = (name: string, help: string) => runtime.gauge(name, { help, unit: 'bytes' });
  return {
    sys: bytes('go_memstats_sys_bytes', 'Bytes of memory the runtime has taken from the system in all.'),
    stackInUse: bytes('go_memstats_stack_inuse_bytes', 'Bytes of goroutine stacks in use.'),
    stackSys: bytes('go_memstats_stack_sys_bytes', 'Bytes taken from the system for stacks.'),
    mspanInUse: bytes('go_memstats_mspan_inuse_bytes', 'Bytes of span descriptors in use.'),
    mspanSys: bytes('go_memstats_mspan_sys_bytes', 'Bytes taken from the system for span descriptors.'),
    mcacheInUse: bytes('go_memstats_mcache_inuse_bytes', 'Bytes of per-thread allocation caches in use.'),
    mcacheSys: bytes('go_memstats_mcache_sys_bytes', 'Bytes taken from the system for per-thread allocation caches.'),
    buckHashSys: bytes('go_memstats_buck_hash_sys_bytes', 'Bytes of the tables that profiling keeps.'),
    gcSys: bytes('go_memstats_gc_sys_bytes', "Bytes of the garbage collector's own data."),
    otherSys: bytes('go_memstats_other_sys_bytes', 'Bytes of everything else the runtime keeps.'),
  };
}
