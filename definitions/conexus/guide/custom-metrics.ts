import { command, md, step } from 'alidade';
import { conexus } from '../system.ts';

conexus.guide('custom-metrics', {
  body: md`
    Metrics are defined in \`internal/observability/metrics.go\` of Conexus and declared once more in \`metrics.ts\` here, so
    that alerts and dashboards can be checked against them. As an example, a reranker.`,
  steps: [
    step(
      '1. Define and register in Go',
      md`
        ~~~go
        var RerankRequests = prometheus.NewCounterVec(prometheus.CounterOpts{
        	Name: "conexus_rerank_requests_total",
        	Help: "Searches reranked, by outcome.",
        }, []string{"status"})

        var RerankDuration = prometheus.NewHistogram(prometheus.HistogramOpts{
        	Name:    "conexus_rerank_duration_seconds",
        	Help:    "Time to rerank the results of a search.",
        	Buckets: []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1},
        })

        func init() {
        	prometheus.MustRegister(RerankRequests, RerankDuration)
        	// So that both series exist before the first request, and a rate of them is 0 instead of nothing.
        	RerankRequests.WithLabelValues("success")
        	RerankRequests.WithLabelValues("error")
        }
        ~~~

        The name says what is counted and in which unit: seconds and bytes, \`_total\` for counters. Labels have few values,
        known beforehand; never an id, a path or a query.`,
    ),
    step(
      '2. Count and measure',
      md`
        ~~~go
        func (r *Reranker) Rerank(ctx context.Context, results []Result) ([]Result, error) {
        	start := time.Now()
        	ranked, err := r.rank(ctx, results)
        	observability.RerankDuration.Observe(time.Since(start).Seconds())
        	if err != nil {
        		observability.RerankRequests.WithLabelValues("error").Inc()
        		return nil, err
        	}
        	observability.RerankRequests.WithLabelValues("success").Inc()
        	return ranked, nil
        }
        ~~~`,
      command("curl -s localhost:9091/metrics | grep '^conexus_rerank'", 'To see that it works:'),
    ),
    step(
      '3. Declare it here',
      md`
        In \`definitions/conexus/metrics.ts\`, with the same names, labels and buckets:

        ~~~ts
        const reranker = server.component('Reranker');

        export const rerankRequests = reranker.counter('conexus_rerank_requests_total', {
          help: 'Searches reranked, by outcome.',
          counts: 'requests',
          labels: { status: oneOf('success', 'error') },
        });
        export const rerankDuration = reranker.histogram('conexus_rerank_duration_seconds', {
          help: 'Time to rerank the results of a search.',
          unit: 'seconds',
          buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
        });
        ~~~

        Until the release that exposes it, add \`lifecycle: 'planned'\`: alerts on it are refused as long as it stands.`,
    ),
    step(
      '4. Use it',
      md`
        In \`dashboards.ts\`, and likewise in an alert:

        ~~~ts
        timeseries('Rerank Latency', { query: m.rerankDuration.quantile(0.95), legend: 'P95' }),
        ~~~`,
      command('npm run synth', 'This writes the files anew, or says what is wrong and where:'),
    ),
  ],
});
