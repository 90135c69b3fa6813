/**
 * Finds the address of a name without harm to the process. The system's own way (`dns.lookup`, getaddrinfo) knows the hosts file
 * and search domains, but it cannot be given up: towards a dead name server it occupies one of the four threads of libuv's pool and
 * keeps the process alive for as long as the system sees fit. So a query that can be given up goes first. Only when some name server
 * answers it, whatever it says, or the hosts file has the name, is the system asked.
 */
import { Resolver, lookup as systemLookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';

/** For one try of the query. */
const TRY_MS = 1_000;
const TRIES = 2;

/** Lookups by the system that this module has under way. One is all that it ever takes of the thread pool. */
let underWay = 0;

export interface CancellableLookup {
  readonly lookup: LookupFunction;
  /** Gives up a query under way. */
  cancel(): void;
}

/** @param servers Name servers for the query in place of the system's, `address:port`. */
export function createLookup(servers?: readonly string[]): CancellableLookup {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  return {
    cancel: () => resolver.cancel(),
    lookup: (hostname, options, callback) => {
      const resolveBySystem = (): void => {
        if (underWay > 0) {
          callback(problem('EAI_AGAIN', `an earlier lookup of a name has not come back: ${hostname}`), '');
          return;
        }
        underWay += 1;
        systemLookup(hostname, options, (error, address, family) => {
          underWay -= 1;
          callback(error, address, family);
        });
      };
      if (/(^|\.)localhost\.?$/i.test(hostname) || isInHostsFile(hostname)) {
        resolveBySystem();
        return;
      }
      resolver.resolve4(hostname, (error) => {
        if (error?.code === 'ETIMEOUT' || error?.code === 'ECANCELLED')
          callback(problem('EAI_AGAIN', `no name server answered: ${hostname}`), '');
        else resolveBySystem();
      });
    },
  };
}

function isInHostsFile(hostname: string): boolean {
  try {
    const name = hostname.toLowerCase();
    return readFileSync('/etc/hosts', 'utf8')
      .split('\n')
      .some((line) => {
        const [, ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
        return names.includes(name);
      });
  } catch {
    return false;
  }
}

function problem(code: string, message: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
