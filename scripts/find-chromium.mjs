import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
]

/**
 * The Chromium to test with: the one that PLAYWRIGHT_CHROMIUM or CHROMIUM_PATH names, else the system's, else one that
 * `npx playwright install chromium` brought. undefined where there is none.
 * @throws Error where a variable names a file that does not exist.
 */
export function findChromium(env = process.env) {
  for (const variable of ['PLAYWRIGHT_CHROMIUM', 'CHROMIUM_PATH']) {
    const named = env[variable]
    if (!named) continue
    if (existsSync(named)) return named
    throw new Error(`${variable} names ${named}, and there is no such file.`)
  }
  const folders = (env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin')
  const commands = folders.flatMap(folder => names.map(name => join(folder, name)))
  return [...commands, ...applications, ...playwrightsOwn(env)].find(file => existsSync(file))
}

// Playwright keeps its browsers in a cache of its own, newest last by number.
function playwrightsOwn(env) {
  const caches = [
    env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  ]
  const programs = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-win/chrome.exe',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return caches
    .filter(cache => cache && existsSync(cache))
    .flatMap(cache =>
      readdirSync(cache)
        .filter(folder => /^chromium-\d+$/.test(folder))
        .sort((one, other) => Number(other.slice(9)) - Number(one.slice(9)))
        .flatMap(folder => programs.map(program => join(cache, folder, program))),
    )
}
