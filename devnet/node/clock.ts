/** Seconds since the Unix epoch. The one place where time comes in: below the devnet nothing has a clock. */
export type Clock = () => bigint

export const systemClock: Clock = () => BigInt(Math.floor(Date.now() / 1000))
