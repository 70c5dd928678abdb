// Two readings differ, or something is missing: ask back with options, or say in words which reading was taken.
import * as k from '../kit.mjs';

const MEASURE = 'revenue|net sales|gross sales|sales of|units|orders|rating|review score';
/** There is nothing to ask back about either: saying that something is missing is right too. */
const NOTHING = { says: 'which|what|name|nothing|earlier|before', orRefuse: true };
const BY = `\\b(by|measured|meaning|taken as|reading|in terms of|assum|compared|counted)\\b`;

/** More than one of them is named, or all are said to be taken. */
const several = (name) => `${name}[^]*${name}|\\ball\\b|\\beach\\b|\\d+ products|match`;

export function cases() {
  return {
    'asking-01': () => k.asks('olist', 'whats our best product', '"best" by what: ask, or state the measure', { says: MEASURE }),
    'asking-02': () => k.asks('olist', 'which seller is the worst?', '"worst" by what: ask, or state the measure', { says: MEASURE }),
    'asking-03': () => k.asks('olist', 'compare them', 'nothing has been named before', NOTHING),
    'asking-04': () => k.asks('olist', 'and last year?', 'no earlier question to go on with', NOTHING),
    'asking-05': () =>
      k.asks(
        'olist',
        'top sellers in sao paulo',
        'city or state, sellers there or customers there, by which measure: ask, or state the reading',
        { says: 'city|state|region' },
      ),
    'asking-06': () =>
      k.asks('olist', 'which category performs better, toys or baby?', 'better by what: ask, or state the measure', { says: MEASURE }),
    'asking-07': () => k.asks('olist', 'how is march doing', 'which year and which measure: ask, or state both', { says: '201[78]' }),
    'asking-08': () =>
      k.asks('olist', 'average score', 'of reviews is the only score there is: may be taken, when said so', { says: 'review|rating|star' }),
    'asking-09': () =>
      k.asks('olist', 'show me the slow ones', 'slow what: sellers, products, states, deliveries', { says: 'deliver|which|what' }),
    'asking-10': () =>
      k.asks('olist', 'number of customers in the biggest state', 'biggest by what: ask, or state it (SP is the biggest by all)', {
        says: BY,
      }),
    'asking-11': () =>
      k.asks('retail', 'our most important customer', 'important by spend, orders or units: ask, or state the measure', { says: MEASURE }),
    'asking-12': () =>
      k.asks('retail', 'sales of the lunch bag', 'there are many lunch bags: ask which, or say that all were taken', {
        says: several('lunch bag'),
      }),
    'asking-13': () =>
      k.asks('retail', 'how did the light holder sell in 2011', 'several products are light holders: ask which, or say which were taken', {
        says: several('holder'),
      }),
    'asking-14': () =>
      k.asks('retail', 'which country is growing strongest', 'growth of what between which periods: ask, or state both', {
        says: '20(10|11)',
      }),
    'asking-15': () => k.asks('retail', 'good months?', 'by which measure, how good: ask, or state it', { says: MEASURE }),
    'asking-16': () => k.asks('demo', 'which channel is the best', '"best" by what: ask, or state the measure', { says: MEASURE }),
    'asking-17': () =>
      k.asks('demo', 'how many soy candles did we sell last month', 'several soy candles: ask which, or say that all were counted', {
        says: several('soy candle'),
      }),
    'asking-18': () => k.asks('demo', 'return rate', 'by units, by value or by orders: ask, or state which', { says: 'unit|value|order' }),
    'asking-19': () =>
      k.asks('demo', 'is the stoneware mug going well?', 'two sizes of mug, no measure: ask, or state both', {
        says: `12 oz[^]*16 oz|16 oz[^]*12 oz|both`,
      }),
    'asking-20': () => k.asks('demo', 'show the rest', 'no earlier answer to go on with', NOTHING),
    'asking-21': () => k.asks('demo', 'which products are underperforming', 'against what: ask, or state the measure', { says: MEASURE }),
    'asking-22': () =>
      k.asks(
        'demo',
        'how profitable is etsy compared to amazon',
        'costs of goods are unknown: ask whether net of fees will do, or state it',
        { says: 'fee|cost', orRefuse: true },
      ),
  };
}
