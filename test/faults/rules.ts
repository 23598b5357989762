import type { FrontDoor } from '../front-door.ts'

/** A rule as the sandbox tells it. */
export interface ShownRule {
  readonly id: string
  readonly hits: number
  readonly left: number | null
  readonly inForce: boolean
  readonly words: string
}

/** Asks for a rule over HTTP. */
export async function addRule(sandbox: FrontDoor, rule: object): Promise<ShownRule> {
  const answer = await sandbox.post(rule, '/_sandbox/faults')
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as ShownRule
}

/** The rules that there are. */
export async function rulesOf(sandbox: FrontDoor, query = ''): Promise<readonly ShownRule[]> {
  return (await sandbox.get(`/_sandbox/faults${query}`)).items
}
