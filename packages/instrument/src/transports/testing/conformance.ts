/** What transport.ts and byte-source.ts promise, for one transport: its own requests against a server, and a host made of lambdas. */
import { after, before, beforeEach, describe } from 'node:test';
import { type Bench, BODY } from './bench.ts';
import { endsConform } from './conformance-ends.ts';
import { repliesConform } from './conformance-replies.ts';
import { requestsConform } from './conformance-requests.ts';
import type { ClientRequestOptions, TransportFixture } from './fixture.ts';
import { installTestHost } from './host.ts';
import { startServer } from './server.ts';

const HEADERS = { 'content-type': 'application/json', 'x-own': 'a', 'idempotency-key': 'k' };

export function conforms(fixture: TransportFixture): void {
  describe(`transport ${fixture.transport.name}`, () => {
    let bench: Bench | undefined;
    before(async () => {
      const server = await startServer();
      const options = (path: string, given: Partial<ClientRequestOptions> = {}): ClientRequestOptions => ({
        ...{ url: `${server.url}${path}`, headers: HEADERS, body: BODY },
        ...given,
      });
      bench = {
        host: installTestHost(fixture.transport),
        server,
        send: (given) => fixture.send(options('/model?a=1', given)),
        sendPlain: (given) => fixture.send(options('/plain?a=1', given)),
      };
    });
    after(() => bench?.server.close());
    beforeEach(() => {
      bench?.host.reset();
      bench?.server.reset();
    });
    const benchOf = (): Bench => {
      if (!bench) throw new Error('the server did not start');
      return bench;
    };
    requestsConform(benchOf);
    repliesConform(benchOf);
    endsConform(benchOf);
  });
}
