declare const brand: unique symbol

/**
 * A type told apart from its representation: only the function that checks or computes the value makes one.
 *
 * Used for byte strings of a fixed length, where a mix-up (an address for a hash) is a bug.
 */
export type Brand<Representation, Name extends string> = Representation & {
  readonly [brand]: Name
}

/**
 * A weaker brand for quantities: arithmetic keeps working, and two different flavours do not mix.
 *
 * A plain `bigint` may be used as a `Wei`, a `Wei` never as a `Gas`.
 */
export type Flavor<Representation, Name extends string> = Representation & {
  readonly [brand]?: Name
}
