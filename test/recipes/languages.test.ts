import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { messageOf } from '../../server/base/errors.ts'
import { builtCommand } from '../built.ts'
import { kafkaClientsJars, once, pythonPackages } from '../clients/kafka/install.ts'
import { missing } from '../clients/tool.ts'
import { projectWith, recipe, runIn } from './recipe.ts'

/** Installs what a recipe needs, and gives the command of its test runner in a folder. */
type Runner = (folder: string) => Promise<{ command: readonly string[]; says: RegExp; env?: object }>

const runners: Readonly<Record<string, Runner>> = {
  async 'test_orders.py'() {
    const pytest = await once('pytest', to =>
      runIn(to, ['python3', '-m', 'pip', 'install', '-q', '--target', to, 'pytest==8.4.2']),
    )
    const env = { PYTHONPATH: `${pytest}:${await pythonPackages()}`, PYTHONDONTWRITEBYTECODE: '1' }
    return { command: ['python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider'], says: /1 passed/, env }
  },
  async 'OrdersTest.java'(folder) {
    const [junit, kafka] = [await once('junit', junitJars), await kafkaClientsJars('4.1.2')]
    const classes = [join(junit, '*'), join(kafka, '*'), folder].join(':')
    await runIn(folder, ['javac', '-cp', classes, 'OrdersTest.java'])
    const launcher = 'org.junit.platform.console.ConsoleLauncher'
    const command = ['java', '-cp', classes, launcher, 'execute', '--select-class', 'OrdersTest', '--details=tree']
    return { command, says: /1 tests successful/ }
  },
  async 'orders_test.go'(folder) {
    await runIn(folder, ['go', 'mod', 'init', 'example.org/orders'])
    // To bring the client and compile it takes a minute and a half of a processor, which only those pay who ask for it.
    const env = { GOFLAGS: '-mod=mod', ...(process.env.RECIPES === 'all' ? {} : { GOPROXY: 'off' }) }
    await runIn(folder, ['go', 'get', 'github.com/twmb/franz-go@v1.19.5'], env)
    return { command: ['go', 'test', '-vet=off', './...'], says: /^ok/m, env }
  },
  async 'OrdersTest.php'() {
    const reason = await missing({ packages: ['php-cli', 'phpunit'], check: ['phpunit', '--version'] })
    if (reason) throw new Error(reason)
    return { command: ['phpunit', '--do-not-cache-result', 'OrdersTest.php'], says: /OK \(1 test, \d assertions\)/ }
  },
}

describe('a recipe of docs/testing.md, in a suite that exec runs', () => {
  it.for(Object.entries(runners))('%s', { timeout: 600_000 }, async ([file, prepare], { expect, skip }) => {
    if (!existsSync(builtCommand)) skip('The command is not built.')
    const folder = projectWith({ [file]: recipe(file) })
    const runner = await prepare(folder).catch(failure => skip(`It cannot be installed here: ${messageOf(failure)}`))
    const exec = [process.execPath, builtCommand, 'exec', '--fail-on-invalid', '--', ...runner.command]
    expect(await runIn(folder, exec, runner.env)).toMatch(runner.says)
  })
})

function junitJars(to: string): Promise<unknown> {
  const settings = ['-Djars.group=org.junit.platform', '-Djars.artifact=junit-platform-console-standalone']
  const pom = join(import.meta.dirname, '../clients/kafka/cases/pom.xml')
  const goal = ['-Djars.version=1.13.4', `-DoutputDirectory=${to}`, 'dependency:copy-dependencies']
  return runIn(to, ['mvn', '-q', '-f', pom, ...settings, ...goal])
}
