import { md } from 'alidade';
import { overview } from '../dashboards.ts';
import * as m from '../metrics.ts';
import { apiAvailability, apiLatency } from '../slos.ts';
import { devopsMcp } from '../system.ts';

devopsMcp.guide('best-practices', {
  body: md`
    1. **Logs are structured**, one JSON object a line, and the same thing has the same name in every service: \`service\`,
       \`trace_id\`, \`level\`, \`msg\`.
    2. **Every log line carries its trace**, so that one request can be followed through all services.
    3. **Alerts come before trouble does.** A new service or dependency brings its alert and runbook in the same change, and
       its alert is shown to fire in a test before it is needed.
    4. **Objectives are watched, not only machines.** What clients see comes first: ${apiAvailability}, ${apiLatency}. Memory
       and goroutines explain it.
    5. **Traces are sampled** where there are many: a few per cent show what is slow, and cost little.
    6. **What the business counts is a metric**: ${m.contextsCreated}, ${m.toolExecutions}, ${m.activeApiKeys}. Labels have few
       values, known beforehand.
    7. **Dashboards are reviewed** every quarter, and after every incident: a panel of ${overview} that helped nobody goes, and
       one that was missed comes.`,
});
