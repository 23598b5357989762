import type { Command } from 'commander'

/** A script that completes commands and their options, made from the program itself. */
export function completionScript(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const words = wordsByCommand(program)
  if (shell === 'fish') return fishScript(words)
  const cases = [...words]
    .map(([command, options]) => `    ${command || "''"}) words="${options.join(' ')}" ;;`)
    .join('\n')
  const bash = `_event_sandbox() {
  local words command="\${COMP_WORDS[1]}"
  [ "$COMP_CWORD" -le 1 ] && command=''
  case "$command" in
${cases}
    *) words="" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _event_sandbox event-sandbox
`
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${bash}` : bash
}

/** What may follow: behind nothing commands and the options of a start, behind a command its own. */
function wordsByCommand(program: Command): Map<string, readonly string[]> {
  const start = program.commands.find(command => command.name() === 'start')
  const names = program.commands.map(command => command.name())
  const words = new Map([['', [...names, ...(start ? optionsOf(start) : []), ...optionsOf(program)]]])
  for (const command of program.commands) {
    words.set(command.name(), [...command.commands.map(inner => inner.name()), ...optionsOf(command)])
  }
  return words
}

function optionsOf(command: Command): string[] {
  return [...command.options.flatMap(({ long }) => (long ? [long] : [])), '--help']
}

function fishScript(words: Map<string, readonly string[]>): string {
  const lines = [...words].flatMap(([command, list]) => {
    const when = command === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${command}`
    return list.map(word => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
      return `complete -c event-sandbox -n '${when}' ${what}`
    })
  })
  return `${lines.join('\n')}\n`
}
