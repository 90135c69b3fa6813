/** What conformance.ts asks of the tests of a transport. */
import type { Transport } from '../transport.ts';

export interface TransportFixture {
  readonly transport: Transport;
  /** Sends a request as an application does, and resolves with the head of the response. */
  send(request: ClientRequestOptions): Promise<ClientResponse>;
}

export interface ClientRequestOptions {
  readonly url: string;
  /** Default POST. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal;
}

/** A response as an application reads it. */
export interface ClientResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** The next bytes; `undefined` at the end. Rejects where the body broke. */
  read(): Promise<Uint8Array | undefined>;
  /** Reads no further. */
  cancel(): void;
}

export async function textOf(response: ClientResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (let chunk = await response.read(); chunk !== undefined; chunk = await response.read()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What an application gets: status and text, or the error. */
export async function outcomeOf(response: Promise<ClientResponse>): Promise<string> {
  try {
    const got = await response;
    return `${got.status} ${await textOf(got)}`;
  } catch (error) {
    const { name, message, code, cause } = error as Error & { code?: unknown; cause?: { code?: unknown } };
    return [name, message, code, cause?.code].filter((each) => each !== undefined).join(', ');
  }
}
