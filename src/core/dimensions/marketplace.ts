import { ALL_FACTS, defineDimension } from './define-dimension';

export const marketplace = defineDimension({
  id: 'marketplace',
  title: 'Marketplace',
  synonyms: [
    'marketplace',
    'marketplaces',
    'channel',
    'channels',
    'platform',
    'platforms',
    'sales channel',
    'shop',
    'shops',
    'store',
    'stores',
  ],
  type: 'string',
  definition: 'The marketplace the data came from.',
  facts: ALL_FACTS,
});
