import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { count } from '../words.ts'
import { fileName } from './files.ts'
import { PlacesOf } from './places.tsx'
import { WaysOn } from './ways-on.tsx'
import type { AskedEdit, Change, Check, SchemaTree, Verdicts, Version } from './wire.ts'

/** What a version means for the one before it: who breaks and why, both places, a witness, five rules, the way on. */
export function Comparison(props: {
  check: Check
  version: Version
  repositories: SchemaTree['repositories']
  ask(title: string, edit: AskedEdit): void
}) {
  const { check, version } = props
  const [index, choose] = useState(0)
  const changes = [...check.changes].sort((one, other) => weightOf(other) - weightOf(one))
  const change = changes[Math.min(index, changes.length - 1)]
  const against = check.against.version
  return (
    <aside className="sver" aria-labelledby="verdict-words">
      <div className="vtop">
        <VerdictTag verdicts={check.verdicts} isSame={changes.length === 0} />
        <span className="dim">
          {fileName(version.file)} against {against}
        </span>
      </div>
      <p className="sentence" id="verdict-words">
        {change === undefined ? `It says the same as ${against}.` : <Sentence text={change.message} />}
      </p>
      {change === undefined ? null : <p className="who">{whoBreaks(change, against, version.version)}</p>}
      {changes.length > 1 ? <Changes changes={changes} chosen={change} choose={choose} /> : null}
      <Blast check={check} />
      {change === undefined ? null : (
        <>
          <PlacesOf change={change} repositories={props.repositories} key={change.message} />
          <WitnessOf change={change} against={against} version={version.version} />
        </>
      )}
      <Rules verdicts={check.verdicts} />
      <WaysOn check={check} version={version} change={change} ask={props.ask} />
    </aside>
  )
}

/** The worst first: what refuses events, then what refuses readers, then tables. */
function weightOf({ breaks }: Change): number {
  return (
    (breaks.includes('BACKWARD') ? 4 : 0) + (breaks.includes('HIVE') ? 2 : 0) + (breaks.includes('FORWARD') ? 1 : 0)
  )
}

function VerdictTag({ verdicts, isSame }: { verdicts: Verdicts; isSame: boolean }) {
  if (!verdicts.BACKWARD || !verdicts.HIVE) {
    return (
      <span className="tag bad">
        <RefusedMark />
        Breaking
      </span>
    )
  }
  if (!verdicts.FORWARD) {
    return (
      <span className="tag look">
        <Icon name="look" />
        Breaks readers
      </span>
    )
  }
  return (
    <span className="tag">
      <Icon name="tick" />
      {isSame ? 'The same' : 'Compatible'}
    </span>
  )
}

function whoBreaks({ breaks }: Change, against: string, version: string): string {
  const sentences = [
    ...(breaks.includes('BACKWARD') ? [`Events that ${against} accepts are refused by ${version}.`] : []),
    ...(breaks.includes('FORWARD') ? [`Readers that have ${against} refuse events of ${version}.`] : []),
    ...(breaks.includes('HIVE') ? ['One Hive table cannot hold both.'] : []),
  ]
  return sentences.length === 0 ? 'Nobody has to change for it.' : sentences.join(' ')
}

function Changes(props: { changes: readonly Change[]; chosen: Change | undefined; choose(index: number): void }) {
  return (
    <ol className="chs" aria-label="All changes">
      {props.changes.map((change, index) => (
        <li key={`${change.class} ${change.message}`} aria-current={change === props.chosen ? true : undefined}>
          <button type="button" className="choose" onClick={() => props.choose(index)}>
            <Sentence text={change.message} />
          </button>
          <span className="dim">
            {change.breaks.length === 0 ? 'compatible' : change.breaks.join(', ').toLowerCase()}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Blast({ check: { blastRadius: radius } }: { check: Check }) {
  if (radius === null) return null
  if (radius.events === 0)
    return <p className="dim blast0">No stored event names this schema, so none would be refused.</p>
  const words = `${count(radius.refused)} of ${count(radius.events)}`
  return (
    <div className="blast">
      <div className="bar" role="img" aria-label={words}>
        <span style={{ width: `${(radius.refused / radius.events) * 100}%` }} />
      </div>
      <p>
        <b className={radius.refused === 0 ? 'none' : ''}>{count(radius.refused)}</b> of {count(radius.events)} stored{' '}
        {radius.events === 1 ? 'event' : 'events'} would be refused
        {radius.complete ? '.' : '; there are more that were not looked at.'}{' '}
        {radius.first === null ? null : (
          <Link to="/event/$cursor" params={{ cursor: radius.first }}>
            Show the first
          </Link>
        )}
      </p>
    </div>
  )
}

function WitnessOf({ change, against, version }: { change: Change; against: string; version: string }) {
  const { witness } = change
  if (witness === undefined) return null
  const [accepts, refuses] = witness.validUnder === 'old' ? [against, version] : [version, against]
  return (
    <div className="wit">
      <p className="wh">
        <b>Witness</b>{' '}
        <span className="dim">
          accepted by {accepts}, refused by {refuses}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <pre className="code" tabIndex={0}>
        {JSON.stringify(witness.document, null, 2)}
      </pre>
    </div>
  )
}

const rules = [
  ['BACKWARD', 'Backward'],
  ['FORWARD', 'Forward'],
  ['FULL', 'Full'],
  ['HIVE', 'Hive'],
  ['jsonschema-tools', 'jsonschema-tools'],
] as const

function Rules({ verdicts }: { verdicts: Verdicts }) {
  return (
    <ul className="rules" aria-label="Compatibility rules">
      {rules.map(([name, label]) => (
        <li key={name} className={verdicts[name] ? 'st' : 'st no'}>
          {verdicts[name] ? <Icon name="tick" /> : <RefusedMark />}
          <span>
            {label}
            <small>{verdicts[name] ? 'holds' : 'breaks'}</small>
          </span>
        </li>
      ))}
    </ul>
  )
}
