import type { Disturbance } from '../intake/disturbance.ts'
import type { Invalid } from '../intake/outcome.ts'
import type { Faults } from './faults.ts'

/** What fault rules do to the events of a gate. */
export function createGateDisturbance(faults: Faults, gate: string, scope: string | null): Disturbance {
  return {
    get isOn() {
      return faults.areOn.intake
    },
    of(event, { stream }, { producer = null }) {
      const asked = { gate, producer, events: [{ event, stream }] }
      const [rule] = faults.hit('intake', scope, ['refuse', 'duplicate'], asked)
      if (!rule) return undefined
      if (rule.fault.do === 'refuse') return { is: 'refused', refused: refusalBy(rule.id, event) }
      return { is: 'twice', by: `Stored a second time by the fault rule ${rule.id}.` }
    },
  }
}

// In the form of a schema's refusal, so that producers take it as one; its words are our own.
function refusalBy(id: string, event: unknown): Invalid {
  const message = `is refused by the fault rule ${id}`
  const error = { keyword: 'fault', dataPath: '', schemaPath: '#/fault', params: { rule: id }, message }
  return {
    status: 'invalid',
    event,
    context: { errors: [error], errorsText: message },
    problems: [
      {
        pointer: '',
        keyword: 'fault',
        message: `The event is right; the fault rule \`${id}\` refuses it.`,
        hint: `End the rule: event-sandbox faults clear ${id}.`,
      },
    ],
  }
}
