/** What the parent gives the worker of `withLargeStack`. */
export interface LargeStackRequest {
  /** URL of the module. */
  readonly module: string
  readonly exportName: string
  readonly argument: unknown
}

/** What the worker answers. An error's own fields travel beside it: cloning keeps only its name, message and stack. */
export type LargeStackReply =
  | { readonly kind: 'result'; readonly value: unknown }
  | {
      readonly kind: 'error'
      readonly error: unknown
      readonly fields: Readonly<Record<string, unknown>>
    }
