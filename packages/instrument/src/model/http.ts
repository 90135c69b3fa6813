/** The heads of HTTP requests and responses, as far as a dialect or a stage looks at them. */

/** The head of a request, as the application sends it. */
export interface RequestHead {
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** The value of a header, by its lower-case name. */
  header(name: string): string | undefined;
}

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  /** As sent; empty where there is none. */
  readonly contentType: string;
}
