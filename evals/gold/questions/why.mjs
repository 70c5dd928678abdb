// What drove a change. In any one of the dimensions named, the value with the largest contribution and its change.
import * as k from '../kit.mjs';

const OLIST = {
  category: (l) => l.category,
  state: (l) => l.state,
  city: (l) => l.city,
  seller: (l) => l.seller,
  product: (l) => l.product,
  'new or returning': (l) => (l.isFirst ? 'new' : 'returning'),
};
const DEMO = {
  marketplace: (e) => e.channel,
  category: (e) => e.category,
  product: (e) => e.product,
  country: (e) => e.country,
  city: (e) => e.city,
  'new or returning': (e) => (e.placed.isFirst === null ? null : e.placed.isFirst ? 'new' : 'returning'),
};

export function cases(s) {
  const retailDimensions = {
    country: (e) => s.retail.iso(e.country),
    product: (e) => (e.kind === 'DISCOUNT' ? null : e.product),
    customer: (e) => e.person,
  };
  /** The leaders of the change from one period to another; a dimension that is filtered explains nothing. */
  const drivers = (list, periods, { dimensions, measure, without = [] }) => {
    const [before, after] = periods.map(([from, to]) => list.filter(k.inside(from, to)));
    const direction = Math.sign(measure(after) - measure(before));
    const left = Object.fromEntries(Object.entries(dimensions).filter(([name]) => !without.includes(name)));
    return k.leaders(before, after, left, { measure, direction });
  };
  const olist = (question, periods, { keep = () => true, without, measure = s.olist.rev, unit = 'money', about = 'REVENUE' } = {}) =>
    k.why('olist', question, drivers(s.olist.lines.filter(keep), periods, { dimensions: OLIST, measure, without }), {
      unit,
      def: `change of ${about} from ${periods[0].join('..')} to ${periods[1].join('..')}: in each dimension the value that changed most in the direction of the whole`,
    });
  const retail = (question, periods, { keep = () => true, without } = {}) =>
    k.why(
      'retail',
      question,
      drivers(s.retail.net.filter(keep), periods, { dimensions: retailDimensions, measure: s.retail.money, without }),
      {
        def: `change of net sales from ${periods[0].join('..')} to ${periods[1].join('..')}: in each dimension the value that changed most in the direction of the whole`,
      },
    );
  const demo = (question, periods, { keep = () => true, without } = {}) =>
    k.why('demo', question, drivers(s.demo.net.filter(keep), periods, { dimensions: DEMO, measure: s.demo.money, without }), {
      def: `change of net sales from ${periods[0].join('..')} to ${periods[1].join('..')}: in each dimension the value that changed most in the direction of the whole`,
    });
  return {
    'why-01': () => olist('why did sales drop in feb 2018?', [JAN18, FEB18]),
    'why-02': () => olist('what is behind the jump in november 2017 revenue compared with october', [OCT17, NOV17]),
    'why-03': () => olist('june 2018 was worse than may. why??', [MAY18, ['2018-06-01', '2018-06-30']]),
    'why-04': () =>
      olist('why fewer orders in december 2017 than in november 2017', [NOV17, ['2017-12-01', '2017-12-31']], {
        measure: s.olist.count,
        unit: 'count',
        about: 'ORDERS',
      }),
    'why-05': () =>
      olist('what drove revenue growth q1 2018 vs q1 2017?', [
        ['2017-01-01', '2017-03-31'],
        ['2018-01-01', '2018-03-31'],
      ]),
    'why-06': () =>
      olist('revenue in RJ fell from may to june 2018, whats the reason', [MAY18, ['2018-06-01', '2018-06-30']], {
        keep: (l) => l.state === 'RJ',
        without: ['state'],
      }),
    'why-07': () =>
      olist('SP: explain the rise in march 2018 over february', [FEB18, ['2018-03-01', '2018-03-31']], {
        keep: (l) => l.state === 'SP',
        without: ['state'],
      }),
    'why-08': () =>
      olist('Why did revenue go down in August 2018?', [
        ['2018-07-01', '2018-07-31'],
        ['2018-08-01', '2018-08-31'],
      ]),
    'why-09': () =>
      retail('why did net sales go up in september 2011', [
        ['2011-08-01', '2011-08-31'],
        ['2011-09-01', '2011-09-30'],
      ]),
    'why-10': () =>
      retail('what caused the slump in april 2011', [
        ['2011-03-01', '2011-03-31'],
        ['2011-04-01', '2011-04-30'],
      ]),
    'why-11': () =>
      retail('january 2011 lower than december 2010 - which part of the business?', [
        ['2010-12-01', '2010-12-31'],
        ['2011-01-01', '2011-01-31'],
      ]),
    'why-12': () =>
      retail('explain november vs october 2011', [
        ['2011-10-01', '2011-10-31'],
        ['2011-11-01', '2011-11-30'],
      ]),
    'why-13': () =>
      retail(
        'why did sales to germany rise in october 2011 vs september',
        [
          ['2011-09-01', '2011-09-30'],
          ['2011-10-01', '2011-10-31'],
        ],
        { keep: (e) => e.country === 'Germany', without: ['country'] },
      ),
    'why-14': () =>
      retail('feb 2011 down on jan, why', [
        ['2011-01-01', '2011-01-31'],
        ['2011-02-01', '2011-02-28'],
      ]),
    'why-15': () =>
      demo('why are sales up last month compared to august', [
        ['2026-08-01', '2026-08-31'],
        ['2026-09-01', '2026-09-30'],
      ]),
    'why-16': () =>
      demo('what made q3 weaker than q2?', [
        ['2026-04-01', '2026-06-30'],
        ['2026-07-01', '2026-09-30'],
      ]),
    'why-17': () =>
      demo('why was november 2025 so much better than october', [
        ['2025-10-01', '2025-10-31'],
        ['2025-11-01', '2025-11-30'],
      ]),
    'why-18': () =>
      demo('january 2026 crashed vs december, what happened', [
        ['2025-12-01', '2025-12-31'],
        ['2026-01-01', '2026-01-31'],
      ]),
    'why-19': () =>
      demo(
        'amazon dropped in june 2026 against may, why',
        [
          ['2026-05-01', '2026-05-31'],
          ['2026-06-01', '2026-06-30'],
        ],
        { keep: (e) => e.channel === 'Amazon', without: ['marketplace'] },
      ),
    'why-20': () =>
      demo(
        'etsy is down in september. why?',
        [
          ['2026-08-01', '2026-08-31'],
          ['2026-09-01', '2026-09-30'],
        ],
        { keep: (e) => e.channel === 'Etsy', without: ['marketplace'] },
      ),
  };
}

const OCT17 = ['2017-10-01', '2017-10-31'];
const NOV17 = ['2017-11-01', '2017-11-30'];
const JAN18 = ['2018-01-01', '2018-01-31'];
const FEB18 = ['2018-02-01', '2018-02-28'];
const MAY18 = ['2018-05-01', '2018-05-31'];
