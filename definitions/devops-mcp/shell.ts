import { command } from 'alidade';

/** Services are reached by name on their Docker network, where a container may lack a shell and curl. */
export const curl = 'docker run --rm --network mcp curlimages/curl -sS';

/** First of all in a runbook: the commands below it ask this service. */
export const chooseService = command('SERVICE=mcp-server', 'The service that the alert names, for the commands below:');

export const fromService = (path: string) => `${curl} "http://$SERVICE:8080${path}"`;

/** Slow log lines, or those of an error, whoever wrote them: lines that are no JSON are passed over. */
export const logs = (since: string, filter: string) =>
  `docker logs --since ${since} "$SERVICE" 2>&1 | jq -cR 'fromjson? | ${filter}'`;
