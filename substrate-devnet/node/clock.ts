/** Tells the time, in ms since 1970. */
export type Clock = () => number

/** The computer's time. */
export const systemClock: Clock = () => Date.now()
