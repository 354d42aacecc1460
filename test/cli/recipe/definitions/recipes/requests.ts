import type { Counter, SystemHandle } from 'alidade';

/** The alert that every service has: too many requests fail. */
export function requestAlerts(
  system: SystemHandle<'critical' | 'warning', never>,
  requests: Counter<{ status: 'success' | 'error' }, 'requests'>,
): void {
  system.alert('HighErrorRate', {
    when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'),
    for: '5m',
    severity: 'critical',
    summary: 'Requests fail.',
    ignore: { 'alert-runbook': 'a story needs none' },
  });
}
