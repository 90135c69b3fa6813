/** Requests of ours, whatever becomes of `node:http` later: test frameworks replace its functions. `fetch` has loaded it already. */
import { request } from 'node:http';

/** For `https:` too, with an agent of `node:https`. */
export const sendRequest: typeof request = request;
