/** What one request body may ask for. */
export interface RequestLimits {
  /** Length of a body in bytes. */
  readonly bodyBytes: number
  /** Requests in one batch. */
  readonly batchLength: number
  /** Arrays and objects inside each other. */
  readonly nestingDepth: number
  /**
   * Characters that a batch may be answered with; when they are reached, what is left of it is refused.
   */
  readonly responseLength: number
}

/** Room for a transaction that deploys a large contract, and for any batch a client sends by itself. */
export const defaultLimits: RequestLimits = {
  bodyBytes: 5 * 1024 * 1024,
  batchLength: 1000,
  nestingDepth: 64,
  responseLength: 64 * 1024 * 1024,
}
