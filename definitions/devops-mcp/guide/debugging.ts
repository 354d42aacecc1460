import { command, md, step } from 'alidade';
import { curl, fromService } from '../shell.ts';
import { devopsMcp } from '../system.ts';

const setLevel = (level: string) => `${curl} --fail-with-body -X PUT http://$SERVICE:8080/admin/log-level \\
  -H "Authorization: Bearer $ADMIN_TOKEN" -H 'Content-Type: application/json' -d '{"level": "${level}"}'`;

export const debugging = devopsMcp.guide('debugging', {
  body: 'How to look into a service that runs, without a release. Each step leaves it as it was, or says what to undo.',
  steps: [
    step(
      'Log more for a while',
      command('SERVICE=mcp-server', 'The service to look into:'),
      command(
        setLevel('debug'),
        'It holds until the service restarts, for all requests: at full load the log grows fast.',
      ),
      command('docker logs --since 1m --follow "$SERVICE"'),
      command(setLevel('info'), 'Afterwards, back:'),
    ),
    step(
      'Follow one request',
      'Choose the id of its trace, 32 hexadecimal digits, and send it along as W3C Trace Context has it; `01` at the end asks that it be sampled.',
      command(
        `TRACE=$(openssl rand -hex 16)
curl -sS -H "traceparent: 00-$TRACE-$(openssl rand -hex 8)-01" -H 'X-Debug-Trace: true' -H "X-Request-ID: debug-$TRACE" \\
  http://localhost:8080/api/v1/contexts
for s in mcp-server rest-api worker; do docker logs --since 5m $s 2>&1; done | grep "$TRACE"`,
        'The lines that all services wrote for it:',
      ),
    ),
    step(
      'Memory and goroutines',
      command(
        `${fromService('/debug/pprof/heap')} > heap.pb.gz && go tool pprof -http=localhost:8081 heap.pb.gz`,
        'Who holds memory, as a graph at http://localhost:8081:',
      ),
      command(
        `${fromService('/debug/pprof/goroutine')} > goroutine.pb.gz && go tool pprof -top goroutine.pb.gz | head -20`,
        'Where goroutines wait:',
      ),
      command(
        `${fromService('/debug/pprof/profile?seconds=30')} > cpu.pb.gz && go tool pprof -top cpu.pb.gz | head -20`,
        'Where CPU time goes, over half a minute:',
      ),
      md`
        A 404 means that this build does not serve profiles: import \`net/http/pprof\` for its handlers. They tell outsiders much,
        and a profile costs CPU: port 8080 is also the one that clients use, so let whatever publishes it refuse \`/debug/\`,
        \`/admin/\` and \`/metrics\`, or serve them on a port of their own.`,
    ),
  ],
});
