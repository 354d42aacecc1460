import { describe, expect, it } from 'vitest';
import { dashboardVariable } from '../../src/check/dashboard-variable.ts';
import { dashboardVariableUnused } from '../../src/check/dashboard-variable-unused.ts';
import { judge } from './judge.ts';

/** A dashboard with the variables of `names`, and one panel; `alidade` is the whole package. */
function board(panel: string, names = '', more = ''): string {
  return `shop.dashboard('d', { title: 'D', variables: [${names}], ${more} rows: [row('R', [${panel}])] });`;
}
const method = `const method = shop.variable.labelValues(requests, 'method');\n`;
const several = `const method = shop.variable.labelValues(requests, 'method', { multi: true, includeAll: true });\n`;
const rate = 'requests.where({ method }).rate().sum()';

function said(body: string): string[] {
  return judge(body, [dashboardVariable]).map(({ at, message }) => `<${at}> ${message}`);
}

describe('dashboard-variable is silent', () => {
  it.each([
    ['a variable in a title', method + board(`timeseries('Requests of $method', { query: ${rate} })`, 'method')],
    [
      'a variable with a format',
      method + board(`timeseries('Requests of \${method:csv}', { query: ${rate} })`, 'method'),
    ],
    ['the old spelling', method + board(`timeseries('Requests of [[method]]', { query: ${rate} })`, 'method')],
    ['the data source', board(`timeseries('Of $datasource', { query: queueLength })`)],
    ['money', board(`timeseries('Cost in $USD', { query: queueLength, description: 'From $5 to $HIGH.' })`)],
    ['a shell in a text', board("alidade.text('Read me', 'Run `echo $home ${USER}`.')")],
    [
      'a parameter of a URL',
      board(`timeseries('A', { query: queueLength, links: [link.url('L', 'https://x.example/?$filter=a')] })`),
    ],
    [
      'what Grafana fills in',
      board(
        `timeseries('A', { query: queueLength, links: [link.url('L', 'https://x.example/?\${__url_time_range}&i=\${__field.labels.instance}&v=\${__value.raw}&o=\${__org.id}&f=\${__from:date}')] })`,
      ),
    ],
    [
      'a regular expression',
      several + board(`timeseries('A', { query: promql\`shop_requests_total{method=~"$method"}\` })`, 'method'),
    ],
    [
      'a multi-value variable joined otherwise',
      several +
        board(`timeseries('A of $method', { query: promql\`shop_requests_total{method!~"$method"}\` })`, 'method'),
    ],
    [
      'a variable that another one reads',
      `${method}const status = shop.variable.labelValues(promql\`shop_requests_total{method="$method"}\`, 'status');\n${board(`timeseries('$status', { query: ${rate} })`, 'method, status')}`,
    ],
    [
      'a name of letters, digits and _',
      `const v = shop.variable.custom('n_1', ['a']);\n${board(`timeseries('$n_1', { query: queueLength })`, 'v')}`,
    ],
    [
      'the legend of one query',
      method + board(`timeseries('A', { query: ${rate}, legend: 'requests of $method' })`, 'method'),
    ],
  ])('on %s', (_, body) => {
    expect(said(body)).toEqual([]);
  });
});

describe('dashboard-variable reports', () => {
  it.each([
    [
      'a title',
      method + board(`timeseries('Of $methd', { query: ${rate} })`, 'method'),
      '<$methd> dashboard d defines no variable "methd"',
    ],
    [
      'a title of another plugin',
      board(`alidade.panel('state-timeline', 'Of $method', { query: queueLength })`),
      '<$method> dashboard d defines no variable "method"',
    ],
    [
      'a legend',
      board(`timeseries('A', { query: queueLength, legend: 'of \${region}' })`),
      '<${region}> dashboard d defines no variable "region"',
    ],
    [
      'a legend among several',
      board(`timeseries('A', { query: [{ query: queueLength, legend: 'of $region' }, { query: basketBytes }] })`),
      '<$region> dashboard d defines no variable "region"',
    ],
    [
      'a link',
      board(`timeseries('A', { query: queueLength, links: [link.url('Logs', 'https://x.example/?q=\${region}')] })`),
      `<link.url('Logs', 'https://x.example/?q=\${region}')> dashboard d defines no variable "region"`,
    ],
    [
      'a text, where it is nearly one',
      method + board(`timeseries('A', { query: ${rate} }), alidade.text('T', 'You see $metod.')`, 'method'),
      '<$metod> dashboard d defines no variable "metod"',
    ],
    [
      'a description',
      method + board(`timeseries('A', { query: ${rate}, description: 'For \${metod}.' })`, 'method'),
      '<${metod}> dashboard d defines no variable "metod"',
    ],
    [
      'an annotation',
      board(
        `timeseries('A', { query: queueLength })`,
        '',
        `annotations: [{ name: 'n', query: promql\`shop_queue_length{instance="$instance"} > 5\` }],`,
      ),
      '<"$instance"> dashboard d defines no variable "instance"',
    ],
    [
      'another variable',
      `const status = shop.variable.labelValues(promql\`shop_requests_total{method="$method"}\`, 'status');\n${board(`timeseries('$status', { query: queueLength })`, 'status')}`,
      '<"$method"> dashboard d defines no variable "method"',
    ],
    [
      'several values after =',
      several + board(`timeseries('A', { query: promql\`shop_requests_total{method = "$method"}\` })`, 'method'),
      '<=> variable "method" may have several values, which = does not take',
    ],
    [
      'several values after !=',
      several + board(`timeseries('A', { query: promql\`shop_requests_total{method!="$method"}\` })`, 'method'),
      '<!=> variable "method" may have several values, which != does not take',
    ],
    [
      'All after =',
      method.replace(`'method')`, `'method', { includeAll: true })`) +
        board(`timeseries('A', { query: promql\`shop_requests_total{method="\${method}"}\` })`, 'method'),
      '<=> variable "method" may stand for all values, which = does not take',
    ],
    [
      'a name with a blank',
      `const v = shop.variable.custom('my var', ['a']);\n${board(`timeseries('A', { query: queueLength })`, 'v')}`,
      `<'my var'> variable "my var" is not called by letters, digits and _ alone: no query can read it`,
    ],
    [
      'a name of a label',
      `const v = shop.variable.labelValues(requests, 'method', { name: 'a-b' });\n${board(`timeseries('A', { query: queueLength })`, 'v')}`,
      `<'a-b'> variable "a-b" is not called by letters, digits and _ alone: no query can read it`,
    ],
    [
      'a name that begins with a digit',
      `const v = shop.variable.interval('5m', ['5m']);\n${board(`timeseries('A', { query: queueLength })`, 'v')}`,
      `<'5m'> variable "5m" begins with a digit: $5m is no variable to Grafana`,
    ],
    [
      'a name of Grafana',
      `const v = shop.variable.textbox('__range');\n${board(`timeseries('A', { query: queueLength })`, 'v')}`,
      `<'__range'> variable "__range" begins with __, which Grafana keeps for its own`,
    ],
    [
      'the name of the data source',
      `const v = shop.variable.textbox('datasource');\n${board(`timeseries('A', { query: queueLength })`, 'v')}`,
      `<'datasource'> every dashboard has a variable "datasource" already: its Prometheus`,
    ],
    [
      'a variable that reads itself',
      `const v = shop.variable.labelValues(promql\`shop_requests_total{method=~"$method"}\`, 'method');\n${board(`timeseries('$method', { query: queueLength })`, 'v')}`,
      '<v> the query of variable "method" reads itself: once a value is chosen, no other is offered',
    ],
    [
      'two that read each other',
      `const a = shop.variable.labelValues(promql\`shop_requests_total{status="$status"}\`, 'method');\nconst b = shop.variable.labelValues(promql\`shop_requests_total{method="$method"}\`, 'status');\n${board(`timeseries('$method $status', { query: queueLength })`, 'a, b')}`,
      '<a> variables "method" and "status" read each other: none of them gets values',
    ],
  ])('%s', (_, body, finding) => {
    expect(said(body)).toEqual([finding]);
  });
});

describe('dashboard-variable-unused', () => {
  const unused = (body: string) => judge(body, [dashboardVariableUnused]).map(({ message }) => message);
  it.each([
    ['a query', method + board(`timeseries('A', { query: ${rate} })`, 'method')],
    ['a title', method + board(`timeseries('A $method', { query: queueLength })`, 'method')],
    [
      'a row',
      method +
        `shop.dashboard('d', { title: 'D', variables: [method], rows: [row('R $method', [timeseries('A', { query: queueLength })])] });`,
    ],
    ['a text', method + board(`timeseries('A', { query: queueLength }), alidade.text('T', 'of \${method}')`, 'method')],
    [
      'a link',
      method +
        board(
          `timeseries('A', { query: queueLength, links: [link.url('L', 'https://x.example/\${method}')] })`,
          'method',
        ),
    ],
    [
      'another variable',
      method +
        `const status = shop.variable.labelValues(promql\`shop_requests_total{method="$method"}\`, 'status');\n` +
        board(`timeseries('$status', { query: queueLength })`, 'method, status'),
    ],
    [
      'an annotation',
      method +
        board(
          `timeseries('A', { query: queueLength })`,
          'method',
          `annotations: [{ name: 'n', query: promql\`shop_requests_total{method="$method"} > 5\` }],`,
        ),
    ],
    [
      'a link that hands it on',
      method +
        board(
          `timeseries('A', { query: queueLength })`,
          'method',
          `links: [link.to(dashboardOf('shop-overview'), { keepVariables: true })],`,
        ),
    ],
    [
      'an option of a plugin',
      method + board(`timeseries('A', { query: queueLength, options: { text: 'of $method' } })`, 'method'),
    ],
    [
      'a range',
      `const v = shop.variable.interval('window', ['5m', '1h']);\n` +
        board('timeseries("A", { query: promql`rate(shop_requests_total[$window])` })', 'v'),
    ],
    [
      'a number',
      `const v = shop.variable.textbox('limit', { value: '5' });\n` +
        board('timeseries("A", { query: promql`shop_queue_length > $limit` })', 'v'),
    ],
    [
      'a grouping',
      `const v = shop.variable.custom('by', ['method', 'status']);\n` +
        board('timeseries("A", { query: promql`sum by ($by) (shop_requests_total)` })', 'v'),
    ],
  ])('knows that a variable is read by %s', (_, body) => {
    expect(unused(body)).toEqual([]);
  });
  it.each([
    ['nothing', method + board(`timeseries('A', { query: queueLength })`, 'method')],
    [
      'a link back to it alone',
      method + board(`timeseries('A', { query: queueLength, links: [link.drillDown(method)] })`, 'method'),
    ],
    [
      'a literal that is called alike',
      method + board(`timeseries('A method', { query: promql\`shop_requests_total{method="method"}\` })`, 'method'),
    ],
  ])('reports one that is read by %s', (_, body) => {
    expect(unused(body)).toEqual(['nothing on dashboard d reads variable "method"']);
  });
});

describe('a choice that no label has', () => {
  const status = (values: string) => `const status = shop.variable.custom('status', ${values});\n`;
  const where = 'requests.where({ status }).rate().sum()';
  const raw = (matcher: string) => `promql\`sum(rate(shop_requests_total{${matcher}}[5m]))\``;
  const panel = (query: string) => board(`timeseries('A', { query: ${query} })`, 'status');

  it.each([
    [status("['success', 'error']") + panel(where)],
    [status("['success', '.*', 'suc.+', '$other', 'Bad : error']") + panel(raw('status=~"$status"'))],
    [status("['success', 'error', 'pending']") + panel(where)],
    // Read elsewhere too, or but a part of the value, or left out.
    [status("['fatal']") + panel(`[{ query: ${where} }, { query: ${raw('method="$status"')} }]`)],
    [status("['su']") + panel(raw('status=~"${status}.*"'))],
    [status("['fatal']") + panel(raw('status!="$status"'))],
    [status("['fatal']") + panel(raw('method="get"'))],
  ])('%s', (body) => expect(said(body)).toEqual([]));

  it.each([[where], [raw('status="$status"')], [raw('status=~"${status}"')]])('of %s is told', (query) => {
    expect(said(status("['success', 'eror']") + panel(query))).toEqual([
      '<\'eror\'> label "status" never has the value "eror": with it chosen, all that reads the variable is empty',
    ]);
  });
});
