import { defineModule } from '../module.ts';
import { VERSION } from '../version.ts';

/** What operators look at: `GET /healthz`. */
export const adminModule = defineModule({
  name: 'admin',
  routes: [
    {
      path: '/healthz',
      handle(host) {
        const status = host.status();
        return { status: status === 'ok' ? 200 : 503, body: { status, version: VERSION, ...host.metrics() } };
      },
    },
  ],
  start: async () => () => {},
});
