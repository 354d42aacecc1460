import { command, md, step } from 'alidade';
import * as m from '../metrics.ts';
import { curl } from '../shell.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('custom-metrics', {
  body: md`
    Metrics are defined in Go, in the package \`metrics\`, and declared once more in \`metrics.ts\` here, so that alerts and
    dashboards can be checked against them. As examples, ${m.contextsCreated} and ${m.contextSize}.`,
  steps: [
    step(
      '1. Define and register in Go',
      md`
        ~~~go
        package metrics

        import (
        	"github.com/prometheus/client_golang/prometheus"
        	"github.com/prometheus/client_golang/prometheus/promauto"
        )

        var ContextsCreated = promauto.NewCounterVec(prometheus.CounterOpts{
        	Name: "mcp_contexts_created_total",
        	Help: "Contexts created, by tenant and by what made them.",
        }, []string{"tenant_id", "type"})

        var ContextSize = promauto.NewHistogram(prometheus.HistogramOpts{
        	Name: "mcp_context_size_bytes",
        	Help: "Size of a context when it is created.",
        	// Ten bounds, each twice the one before: 1 KiB, 2 KiB, … 512 KiB.
        	Buckets: prometheus.ExponentialBuckets(1024, 2, 10),
        })
        ~~~

        The name says what is counted and in which unit: seconds and bytes, \`_total\` for counters. \`promauto\` registers with
        the default registry, which \`promhttp.Handler()\` serves.`,
    ),
    step(
      '2. Count and measure',
      md`
        ~~~go
        func (s *Store) CreateContext(ctx context.Context, tenantID, content string) error {
        	if err := s.insert(ctx, tenantID, content); err != nil {
        		return err
        	}
        	metrics.ContextsCreated.WithLabelValues(tenantID, "manual").Inc()
        	metrics.ContextSize.Observe(float64(len(content)))
        	return nil
        }
        ~~~

        Counted is what has happened, so after the insert and not before it. Each tenant is a series for each type: that is
        right for a hundred tenants. With thousands, leave the tenant to the log.`,
      command(`${curl} http://mcp-server:8080/metrics | grep '^mcp_context'`, 'To see that it works:'),
    ),
    step(
      '3. Declare it here',
      md`
        In \`definitions/devops-mcp/metrics.ts\`, with the same name, labels and buckets:

        ~~~ts
        export const contextSize = business.histogram('mcp_context_size_bytes', {
          help: 'Size of a context when it is created.',
          unit: 'bytes',
          buckets: [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288],
        });
        ~~~

        Until the release that exposes it, add \`lifecycle: 'planned'\`: alerts on it are refused as long as it stands.`,
    ),
    step(
      '4. Use it',
      md`
        In \`dashboards.ts\`, and likewise in an alert:

        ~~~ts
        timeseries('Context Size', { query: m.contextSize.quantile(0.95), legend: 'P95', description: 'One in twenty is larger.' }),
        ~~~`,
      command('npm run synth', 'This writes the files anew, or says what is wrong and where:'),
    ),
  ],
});
