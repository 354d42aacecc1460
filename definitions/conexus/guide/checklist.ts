import { file, item, md } from 'alidade';
import { overview } from '../dashboards.ts';
import { conexus } from '../system.ts';

conexus.guide('checklist', {
  body: 'What has to be in place before people rely on the monitoring. A point is done when all of it is.',
  items: [
    item('Observability Stack Deployed', 'done', 'Prometheus, Grafana and Jaeger run and are healthy'),
    item('Metrics Exposed', 'done', '`/metrics` answers on port 9091, and every metric expected is there'),
    item('Grafana Dashboard Imported', 'done', md`${overview} is loaded and all its panels show data`),
    item(
      'Alert Rules Configured',
      'done',
      md`Prometheus has loaded ${file('prometheus/alerts.yml')} and evaluates its rules`,
    ),
    item('Tracing Enabled', 'done', 'Jaeger receives spans; the sampling rate fits the environment'),
    item(
      'Alerting Destination',
      'in progress',
      md`Routes and receivers are written: ${file('alertmanager/alertmanager.yml')}`,
      'Put the secrets in place, start Alertmanager, and see one test alert arrive in Slack, at PagerDuty and by email',
    ),
    item(
      'Log Aggregation',
      'in progress',
      'Logs are JSON and at hand with `docker logs`',
      'Nothing collects them in one place',
    ),
    item('Log Retention', 'pending', 'Configure log rotation', 'Set up long-term storage'),
    item(
      'Backup Monitoring Data',
      'in progress',
      'The volumes `prometheus-data` and `grafana-data` exist',
      'Nothing backs them up',
    ),
    item(
      'Security Hardened',
      'in progress',
      'The Docker network isolates the services',
      'Change the default password of Grafana, put authentication before Prometheus, secure the UI of Jaeger',
    ),
    item('Documentation Updated', 'in progress', 'This guide is complete', 'The team has to review the runbooks'),
    item('Team Training', 'pending', 'Walk the operations team through it', 'Set up the on-call rotation'),
  ],
});
