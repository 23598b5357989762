import { readdir, readFile, readlink } from 'node:fs/promises'

/**
 * Who listens on a TCP port, such as `node (pid 4711)`; undefined where it cannot be read.
 * Linux only: /proc/net/tcp gives the socket's inode, /proc/PID/fd the process that holds it.
 */
export async function portOwner(port: number): Promise<string | undefined> {
  try {
    const inode = (await listeningInode('/proc/net/tcp', port)) ?? (await listeningInode('/proc/net/tcp6', port))
    return inode === undefined ? undefined : await holderOf(`socket:[${inode}]`)
  } catch {
    return undefined
  }
}

async function listeningInode(table: string, port: number): Promise<string | undefined> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const line of (await readFile(table, 'utf8')).split('\n')) {
    const columns = line.trim().split(/\s+/)
    const isListening = columns[3] === '0A'
    if (isListening && columns[1]?.endsWith(wanted)) return columns[9]
  }
  return undefined
}

async function holderOf(socket: string): Promise<string | undefined> {
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      if (target === socket) return `${(await readFile(`/proc/${pid}/comm`, 'utf8')).trim()} (pid ${pid})`
    }
  }
  return undefined
}
