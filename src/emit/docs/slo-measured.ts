/** What an SLO measures, in words and queries. */
import type { Expression } from '../../model/expression.ts';
import { gaugeWords, type Slo } from '../../model/slo.ts';
import { windowName } from '../../model/slo-series.ts';
import { expressionLine } from '../expression-text.ts';
import { promql } from './facts.ts';
import { code, listed, plain, sentence } from './markdown.ts';
import { type Block, paragraph } from './page.ts';

/** What is good, to stand after a percentage. */
export function goodWords({ sli }: Slo): string {
  switch (sli.type) {
    case 'ratio':
      return `of ${plain(sli.events)} are good`;
    case 'latency':
      return `of ${plain(sli.events)} take at most ${plain(sli.limit)}`;
    case 'gauge':
      return `of the time ${code(expressionLine(sli.gauge))} is ${gaugeWords[sli.good.op]}${plain(sli.limit)}`;
    case 'raw':
      return 'of the time is good';
  }
}

/** Which events there are, which of them are bad, and the queries that count them. */
export function measured({ sli, base }: Slo): Block[] {
  const { good, bad, total, errorRatio } = sli.queries;
  const query = (expression: Expression | undefined, words: string): Block[] =>
    expression === undefined ? [] : [paragraph(words), promql(expression)];
  const per = sli.type === 'gauge' ? '' : ` per second over ${windowName(base)}`;
  const events = sli.type === 'gauge' ? 'series' : plain(sli.events);
  return [
    paragraph(measuredWords(sli)),
    ...query(bad, `Bad ${events}${per}:`),
    ...query(good, `Good ${events}${per}:`),
    ...query(total, `All ${events}${per}:`),
    ...query(errorRatio, `The share of what is bad over ${windowName(base)}:`),
  ];
}

function measuredWords(sli: Slo['sli']): string {
  const shown = (expression: Expression) => code(expressionLine(expression));
  switch (sli.type) {
    case 'ratio': {
      const parts = [
        ...(sli.bad === undefined ? [] : [`${shown(sli.bad)} counts the bad ${plain(sli.events)}`]),
        ...(sli.good === undefined ? [] : [`${shown(sli.good)} counts the good ${plain(sli.events)}`]),
        ...(sli.total === undefined ? [] : [`${shown(sli.total)} counts all of them`]),
      ];
      return `${listed(parts)}.${sli.partOfTotal === undefined ? '' : ` ${plain(sli.partOfTotal)}`}`;
    }
    case 'latency':
      return `${sentence(plain(sli.events))} of ${shown(sli.histogram)} that take at most ${plain(sli.limit)} are good${sli.native ? '; how many they are is estimated within one of the histogram’s buckets' : ''}.`;
    case 'gauge':
      return `Each series of ${shown(sli.gauge)} is good while it is ${gaugeWords[sli.good.op]}${plain(sli.limit)}. They are looked at whenever rules are evaluated, and all count alike.`;
    case 'raw':
      return 'A ratio of its own: the number of events is not known, so every moment with data counts alike, however much happens in it.';
  }
}
