import { ALL_FACTS, defineDimension } from './define-dimension';

export const connection = defineDimension({
  id: 'connection',
  title: 'Connection',
  synonyms: ['connection', 'connections', 'account', 'accounts'],
  type: 'string',
  definition: 'The connected account or imported source.',
  facts: ALL_FACTS,
});
