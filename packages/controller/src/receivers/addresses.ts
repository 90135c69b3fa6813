/** Where a controller listens, as bound. */
export interface ReceiverAddresses {
  /** `host:port` of OTLP/gRPC and of the control service. */
  readonly grpcAddress: string;
  /** `http://host:port` of OTLP/HTTP. */
  readonly httpUrl: string;
}

export interface ReceiverMetrics {
  readonly connections: number;
  /** Closed for want of room, or not taken. */
  readonly refusedConnections: number;
  /** Of requests and messages that are being read. */
  readonly readingBytes: number;
  /** Requests and messages that took too long, or held room for too long. */
  readonly abandonedBodies: number;
}

export interface Receivers extends ReceiverAddresses {
  counts(): ReceiverMetrics;
}
