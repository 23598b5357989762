/** What the process ends with; scripts and CI rely on these. */
export const exitCodes = {
  fine: 0,
  /** Our own fault. */
  fault: 1,
  /** Usage or configuration. */
  usage: 2,
  /** Cannot start, or no sandbox can be reached. */
  cannotStart: 3,
  /** A wait or an assertion did not come true. */
  notMet: 4,
  /** Invalid events or schemas. */
  invalid: 5,
  /** A schema that is not compatible with the one before it. */
  incompatible: 6,
  /** Its terminal was closed. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const
