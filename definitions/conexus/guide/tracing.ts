import { md } from 'alidade';
import { conexus, jaegerUrl } from '../system.ts';

/** Share of requests that are traced. */
const sampling = { dev: '1.0', staging: '0.1', prod: '0.01' } as const;

conexus.guide('tracing', {
  body: md`
    Conexus sends spans to Jaeger. In **${conexus.environment}** it is set up so:

    ~~~yaml
    environment:
      - CONEXUS_TRACING_ENABLED=true
      - CONEXUS_TRACING_ENDPOINT=http://jaeger:4318
      - CONEXUS_TRACING_SAMPLE_RATE=${conexus.perEnvironment(sampling)}
      - CONEXUS_SERVICE_NAME=conexus
    ~~~

    ### What a trace shows

    The root span is the MCP request, named after its method; its children are what the request waited for.

    ~~~text
    context.search
    ├── database query
    ├── embedding generation
    ├── vector search
    └── result processing
    ~~~

    ### Sampling

    | Environment | Traced | Rate |
    | --- | --- | --- |
    | dev | 100 % | ${sampling.dev} |
    | staging | 10 % | ${sampling.staging} |
    | prod | 1 %, or adaptive | ${sampling.prod} |

    The choice falls when a request begins, so in prod 99 of 100 failed requests leave no trace: begin with the logs there.
    Adaptive sampling lets Jaeger raise the rate of rare methods; it has to be set up in Jaeger and in Conexus, and is not.

    ### How to use it

    - Slow requests: search at ${jaegerUrl} for service \`conexus\` with a minimum duration of 1s.
    - One request: a log line carries its \`trace_id\`; open ${jaegerUrl}/trace/ followed by it.
    - The widest child span is the bottleneck. A gap between spans is time in Conexus itself.`,
});
