/** The other end of an agent's connections. */

/** Two addresses, `host:port`. */
export interface Peer {
  readonly controller: string;
  readonly otlp: string;
  close(): Promise<void>;
}
