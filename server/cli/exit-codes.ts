/** What the process ends with; scripts and CI rely on these. */
export const exitCodes = {
  fine: 0,
  /** Our own fault. */
  fault: 1,
  /** Usage or configuration. */
  usage: 2,
  cannotStart: 3,
  /** Invalid events or schemas. */
  invalid: 5,
  /** A schema that is not compatible with the one before it. */
  incompatible: 6,
  interrupted: 130,
  terminated: 143,
} as const
