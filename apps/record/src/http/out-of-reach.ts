import type { ApolloServerPlugin } from '@apollo/server';
import { isOutOfReach } from '#libs/platform';

/** Where the access log, the keys or the store are out of reach, HTTP says so too: 503, and when to ask again. */
export const outOfReach: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response }) => {
      const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
      if (!errors.some(({ extensions }) => isOutOfReach(extensions?.['code']))) return;
      response.http.status = 503;
      response.http.headers.set('retry-after', '5');
    },
  }),
};
