import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { exitCodes } from './exit-codes.ts'
import { git } from './git.ts'

/** `schema install-hook`: git then materializes and checks what is staged before each commit. `--remove` takes it away. */
export async function installHook({ remove = false }: { readonly remove?: boolean }): Promise<number> {
  const cwd = process.cwd()
  const hook = await hookFile(cwd)
  const shown = relative(cwd, hook) || hook
  const is = existsSync(hook) ? readFileSync(hook, 'utf8') : undefined
  const isOurs = is?.includes(mark) ?? false
  if (is !== undefined && !isOurs) throw foreign(shown, remove)
  if (remove) {
    rmSync(hook, { force: true })
    process.stderr.write(isOurs ? `Removed ${shown}.\n` : `There is no hook at ${shown}.\n`)
    return exitCodes.fine
  }
  const top = (await git(cwd, 'rev-parse', '--show-toplevel')).trim()
  mkdirSync(dirname(hook), { recursive: true })
  writeFileSync(hook, script(relative(top, cwd).replaceAll('\\', '/') || '.'))
  chmodSync(hook, 0o755)
  process.stdout.write(`${shown}\n`)
  process.stderr.write('Each commit now materializes and checks the schemas that are staged for it.\n')
  return exitCodes.fine
}

/** Where git looks for the hook: `core.hooksPath` counts, and worktrees share the hooks of their repository. */
async function hookFile(cwd: string): Promise<string> {
  const path = await git(cwd, 'rev-parse', '--git-path', 'hooks/pre-commit').catch(cause => {
    const hint = 'Run git init first, or run the command where the repository is.'
    throw new SandboxError('config_invalid', `${cwd} is not in a git repository.`, { hint, cause })
  })
  return resolve(cwd, path.trim())
}

const mark = 'event-sandbox schema install-hook'

function foreign(shown: string, remove: boolean): SandboxError {
  const hint = remove
    ? 'Delete it yourself if it is no longer needed.'
    : 'Add these lines to it yourself: event-sandbox schema materialize --staged && event-sandbox schema check --staged'
  return new SandboxError('config_invalid', `${shown} is a hook that something else wrote; it stays as it is.`, {
    hint,
  })
}

/** The sandbox of the repository, else the one of the machine, else the one that installed the hook. */
function script(folder: string): string {
  const [, main = ''] = process.argv
  const node = [process.execPath, ...process.execArgv, realpathSync(main)].map(quoted).join(' ')
  return `#!/bin/sh
# Written by: ${mark}. Take it away with: ${mark} --remove
# Materializes the schemas that are staged for a commit, stages what that makes, and checks them.
case "$GIT_INDEX_FILE" in '' | /*) ;; *) export GIT_INDEX_FILE="$PWD/$GIT_INDEX_FILE" ;; esac
top=$PWD
cd ${quoted(folder)} || exit 1
sandbox() {
  for bin in "$PWD/node_modules/.bin/event-sandbox" "$top/node_modules/.bin/event-sandbox" "$(command -v event-sandbox)"; do
    if [ -x "$bin" ]; then
      "$bin" "$@"
      return
    fi
  done
  if [ -f ${quoted(realpathSync(main))} ]; then
    ${node} "$@"
    return
  fi
  echo 'event-sandbox is not installed: npm install --save-dev event-sandbox, or commit with --no-verify.' >&2
  return 1
}
sandbox schema materialize --staged && sandbox schema check --staged
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\\\''")}'`
}
