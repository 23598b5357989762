/** What settings are of, as the protocol numbers it (ConfigResource.Type). */
export const resourceType = { topic: 2, broker: 4 } as const
