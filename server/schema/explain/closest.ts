import { type Fault, isWithin } from './fault.ts'

/**
 * Leaves of the faults those that a person has to know: of `anyOf` and `oneOf` only what is wrong with the branch that
 * comes closest, and nothing that another fault implies.
 */
export function closestFaults(faults: readonly Fault[]): readonly Fault[] {
  let left = withoutEchoes(faults)
  const choices = left.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  // The innermost first, so that an outer choice sees what is left of it.
  for (const choice of choices.sort((a, b) => b.rule.length - a.rule.length)) {
    if (!left.includes(choice)) continue
    const inside = left.filter(fault => isInside(fault, choice))
    const kept = new Set(closestBranch(choice, inside))
    const rest = left.filter(fault => fault !== choice && !inside.includes(fault))
    left = [...rest, ...kept]
  }
  return withoutImplied(left)
}

function isInside(fault: Fault, choice: Fault): boolean {
  return fault.rule.startsWith(`${choice.rule}/`) && isWithin(fault.pointer, choice.pointer)
}

/** `if` repeats what `then` says, `propertyNames` what its schema says, `contains` fails without its items being wrong. */
function withoutEchoes(faults: readonly Fault[]): Fault[] {
  return faults.filter(fault => {
    if (fault.keyword === 'if') {
      const branch = `${fault.rule.slice(0, -'/if'.length)}/${fault.params.failingKeyword}/`
      return !faults.some(other => other.rule.startsWith(branch) && isWithin(other.pointer, fault.pointer))
    }
    if (fault.keyword === 'propertyNames') {
      return !faults.some(other => other !== fault && other.propertyName === fault.params.propertyName)
    }
    return !faults.some(other => other.keyword === 'contains' && isInside(fault, other))
  })
}

/** The faults that stand for the whole choice: those of its closest branch, or one about all branches. */
function closestBranch(choice: Fault, inside: readonly Fault[]): readonly Fault[] {
  // More than one branch holds: the others' faults say nothing.
  if (Array.isArray(choice.params.passingSchemas)) return [choice]
  const branches = branchesOf(choice, inside)
  const suited = branches.filter(branch => !branch.some(fault => isTypeOf(fault, choice)))
  if (suited.length === 0) return [choice]
  const tags = suited.map(branch => branch.find(fault => isTag(fault, choice)))
  const [first] = tags
  if (suited.length > 1 && first && tags.every(tag => tag?.pointer === first.pointer)) return [unionOf(first, tags)]
  return suited.reduce((best, branch) => (weight(branch, choice) < weight(best, choice) ? branch : best))
}

function branchesOf(choice: Fault, inside: readonly Fault[]): Fault[][] {
  const branches = new Map<string, Fault[]>()
  for (const fault of inside) {
    const index = fault.rule.slice(choice.rule.length + 1).split('/', 1)[0] ?? ''
    branches.set(index, [...(branches.get(index) ?? []), fault])
  }
  return [...branches.values()]
}

const isTypeOf = (fault: Fault, choice: Fault) => fault.keyword === 'type' && fault.pointer === choice.pointer

/** A `const` or `enum` on a key of the object itself says which branch was meant. */
function isTag(fault: Fault, choice: Fault): boolean {
  if (fault.keyword !== 'const' && fault.keyword !== 'enum') return false
  return isWithin(fault.pointer, choice.pointer) && !fault.pointer.slice(choice.pointer.length + 1).includes('/')
}

function weight(branch: readonly Fault[], choice: Fault): number {
  return branch.reduce((sum, fault) => sum + (isTag(fault, choice) ? 100 : 1), 0)
}

/** All branches refuse the same key: it must have one of all their values. */
function unionOf(first: Fault, tags: readonly (Fault | undefined)[]): Fault {
  const values = tags.flatMap(tag => (tag?.keyword === 'const' ? [tag.expected] : (tag?.expected as unknown[])))
  return { ...first, keyword: 'enum', expected: [...new Set(values)] }
}

function withoutImplied(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>()
  return faults.filter(fault => {
    // The same rule through two branches of `allOf`.
    const identity = JSON.stringify([fault.keyword, fault.pointer, fault.propertyName, namesIn(fault)])
    if (seen.has(identity)) return false
    seen.add(identity)
    return !faults.some(other => other !== fault && implies(other, fault))
  })
}

function namesIn({ params, expected, keyword }: Fault): unknown {
  const { missingProperty, additionalProperty } = params
  return missingProperty ?? additionalProperty ?? (keyword === 'type' ? expected : params)
}

/** A value of another type cannot be one of the values asked for; an empty text matches nothing. */
function implies(other: Fault, fault: Fault): boolean {
  if (other.pointer !== fault.pointer || other.propertyName !== fault.propertyName) return false
  if (other.keyword === 'type') return fault.keyword === 'enum' || fault.keyword === 'const'
  if (other.keyword === 'enum' || other.keyword === 'const') return aboutText.has(fault.keyword)
  return (
    other.keyword === 'minLength' && other.value === '' && (fault.keyword === 'pattern' || fault.keyword === 'format')
  )
}

const aboutText: ReadonlySet<string> = new Set(['format', 'maxLength', 'minLength', 'pattern'])
