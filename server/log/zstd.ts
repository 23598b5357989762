import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as zlib from 'node:zlib'

type Unpack = (packed: Buffer) => Buffer

let loaded: Unpack | undefined

/** Unpacks a zstd frame: by Node's zlib where it can (22.15 and later), else by WebAssembly. */
export function unpackZstd(packed: Buffer): Buffer {
  loaded ??= nativeZstd() ?? wasmZstd()
  return loaded(packed)
}

function nativeZstd(): Unpack | undefined {
  // Node 20's types do not know it; the check is the next line.
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unpack }
  return typeof zstdDecompressSync === 'function' ? zstdDecompressSync : undefined
}

interface WasmModule {
  /** Whether it is running, by us or by another user of the package in this process: to start it twice breaks it. */
  readonly calledRun?: boolean
  instantiateWasm?: (imports: WebAssemblyImports, receive: (instance: object) => void) => unknown
  init(): void
}

type WebAssemblyImports = Record<string, Record<string, unknown>>

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: WebAssemblyImports) => object
}

const require = createRequire(import.meta.url)
const firstGuess = 1024 * 1024
const largest = 256 * 1024 * 1024

/**
 * The package's own `init` is asynchronous, and reading a record is not: so we instantiate its module ourselves, by the
 * hook that every Emscripten module has. Takes 6 ms, once.
 */
function wasmZstd(): Unpack {
  const folder = dirname(require.resolve('@bokuweb/zstd-wasm'))
  const { Module } = require(join(folder, 'zstd.js')) as { Module: WasmModule }
  if (!Module.calledRun) {
    Module.instantiateWasm = (imports, receive) => {
      const module = new WebAssembly.Module(readFileSync(join(folder, 'zstd.wasm')))
      return receive(new WebAssembly.Instance(module, imports))
    }
    Module.init()
  }
  const { decompress }: typeof import('@bokuweb/zstd-wasm') = require('@bokuweb/zstd-wasm')

  return packed => {
    // Streaming encoders (Java's) leave the content's size out of the frame: then the target has to be guessed.
    for (let defaultHeapSize = firstGuess; ; defaultHeapSize *= 4) {
      try {
        const unpacked = decompress(packed, { defaultHeapSize })
        return Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength)
      } catch (failure) {
        if (defaultHeapSize >= largest) throw failure
      }
    }
  }
}
