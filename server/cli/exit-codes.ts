/** What the process ends with; scripts and CI rely on these. */
export const exitCodes = {
  fine: 0,
  /** Our own fault. */
  fault: 1,
  /** Usage or configuration. */
  usage: 2,
  cannotStart: 3,
  interrupted: 130,
  terminated: 143,
} as const
