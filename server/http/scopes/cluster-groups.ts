/** A group with the members it has now; the Kafka door knows them. */
export interface GroupMembers {
  readonly group: string
  readonly state: string
  readonly protocol: string | null
  readonly generation: number
  readonly members: readonly { readonly assignment?: readonly { readonly topic: string }[] }[]
}

/** What the Kafka door knows of groups, and does to them. */
export interface Groups {
  all(): readonly GroupMembers[]
  /** Forgets a group without members, and what it committed. */
  delete(group: string): void
}
