import type { ApolloServerPlugin } from '@apollo/server';
import { isOutOfReach } from '#libs/platform';
import { ASK_AGAIN_S } from './refuse.ts';

/**
 * Where the access log, the keys or the store are out of reach or this node is behind, HTTP says so too: 503, and when to
 * ask again. An answer of which a part is there stays 200.
 */
export const outOfReach: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response }) => {
      if (response.body.kind !== 'single') return;
      const { errors = [], data } = response.body.singleResult;
      if (!errors.some(({ extensions }) => isOutOfReach(extensions?.['code']))) return;
      if (Object.values(data ?? {}).some((part) => part !== null)) return;
      response.http.status = 503;
      response.http.headers.set('retry-after', String(ASK_AGAIN_S));
    },
  }),
};
