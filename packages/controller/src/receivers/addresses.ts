/** Where a controller listens, as bound. */
export interface ReceiverAddresses {
  /** `host:port` of OTLP/gRPC and of the control service. */
  readonly grpcAddress: string;
  /** `http://host:port` of OTLP/HTTP. */
  readonly httpUrl: string;
}
