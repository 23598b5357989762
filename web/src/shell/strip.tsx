import type { ReactNode } from 'react'
import { useFeed, useFeedPart, useNow } from '../feed/use-feed.tsx'
import type { Past } from '../live/use-past.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { useSandbox } from '../use-sandbox.ts'
import type { Finding } from '../wire.ts'
import { clock, counted } from '../words.ts'
import { FaultLine } from './fault-line.tsx'
import { PastLine } from './past-line.tsx'

/**
 * One line under the top bar when something is not as usual. The worst wins, and it goes by itself. What goes wrong on
 * purpose has a line of its own, as it explains others.
 */
export function Strip({ past }: { past: Past | undefined }) {
  const connection = useFeedPart(state => state.connection)
  const version = useFeedPart(state => state.version)
  const firstVersion = useFeedPart(state => state.firstVersion)
  const pushed = useFeedPart(state => state.findings)
  const faults = useFeedPart(state => state.faults)
  const sandbox = useSandbox()
  const findings = pushed ?? sandbox?.schemas.findings ?? []
  const [finding] = findings
  const strip =
    connection.status === 'stopped' ? (
      <Stopped since={connection.since} retryAt={connection.retryAt} onDisk={sandbox?.storage.mode === 'disk'} />
    ) : version !== firstVersion ? (
      <OtherVersion version={version} firstVersion={firstVersion} />
    ) : finding !== undefined ? (
      <BrokenSchema finding={finding} others={findings.length - 1} />
    ) : past !== undefined ? (
      <PastLine past={past} />
    ) : null
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div role="status">
      {strip}
      {connection.status === 'stopped' || faults.length === 0 ? null : <FaultLine rules={faults} />}
    </div>
  )
}

const restart = 'npx event-sandbox'

function Stopped({ since, retryAt, onDisk }: { since: number; retryAt: number; onDisk: boolean }) {
  const feed = useFeed()
  const seconds = Math.max(0, Math.ceil((retryAt - useNow()) / 1000))
  return (
    <Line kind="bad" mark={<RefusedMark />}>
      <p>
        <b>The sandbox stopped at {clock(since)}.</b> What you see stays
        {onDisk ? '; the log is on disk.' : ', until it starts again: it kept its log in memory.'}
      </p>
      <code className="cmdl">
        <span className="c">$</span> {restart}
      </code>
      <CopyButton text={restart} className="btn" />
      <button type="button" className="btn plain only-wide" onClick={feed.retry}>
        <span aria-hidden="true">{seconds > 0 ? `Looks again in ${seconds} s` : 'Looks again'}</span>
        <span className="vh">Look again now</span>
      </button>
    </Line>
  )
}

function OtherVersion({ version, firstVersion }: { version: string; firstVersion: string }) {
  return (
    <Line kind="note" mark={<Icon name="reload" />}>
      <p>
        <b>The sandbox is back, as {version}.</b> This page is from {firstVersion}.
      </p>
      <span className="dim only-wide">Your search and place stay.</span>
      <button type="button" className="btn do" onClick={() => location.reload()}>
        Reload the page
      </button>
    </Line>
  )
}

function BrokenSchema({ finding, others }: { finding: Finding; others: number }) {
  return (
    <Line kind="bad" mark={<RefusedMark />}>
      <p>
        <b>
          <code>
            {finding.file}:{finding.line}:{finding.column}
          </code>
        </b>{' '}
        <Sentence text={finding.message} />{' '}
        <span className="dim">
          {finding.inForce === undefined ? (
            'Nothing is in force in its place.'
          ) : (
            <Sentence text={`In force: ${stop(finding.inForce)}`} />
          )}
          <Sentence text={finding.hint === undefined ? '' : ` ${finding.hint}`} />
          {others > 0 ? ` And ${counted(others, 'other file')}.` : ''}
        </span>
      </p>
      <CopyButton text={`${finding.file}:${finding.line}:${finding.column}`} className="btn">
        Copy place
      </CopyButton>
    </Line>
  )
}

function stop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

function Line({ kind, mark, children }: { kind: 'bad' | 'note'; mark: ReactNode; children: ReactNode }) {
  return (
    <div className={`strip ${kind}`}>
      {mark}
      {children}
    </div>
  )
}
