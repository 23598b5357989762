import { type Api, api } from '../api.ts'
import { responseFrame } from '../codec/message.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * ApiVersions 0-3: what we speak. Its response has the header of version 0 whatever the version: the client does not know
 * yet what we speak. A version that we do not know is answered in version 0 (KIP-511), and the client comes back with
 * another; current clients begin with 4 or 5.
 */

/** Tells what is in `apis`, which has this one in it. */
export function apiVersionsApi(apis: ReadonlyMap<number, Api>): Api {
  return api(messages.apiVersions, () => ({ errorCode: errorCode.none, apiKeys: rangesOf(apis) }))
}

/** The answer in version 0 to a version that we do not know. Kafka has only its own range in it. */
export function unsupportedApiVersions(apis: ReadonlyMap<number, Api>, correlationId: number): readonly Buffer[] {
  const own = rangesOf(apis).filter(({ apiKey }) => apiKey === messages.apiVersions.key)
  return responseFrame(messages.apiVersions, 0, correlationId, {
    errorCode: errorCode.unsupportedVersion,
    apiKeys: own,
  })
}

function rangesOf(apis: ReadonlyMap<number, Api>) {
  return [...apis.values()]
    .map(({ message: { key, versions } }) => ({ apiKey: key, minVersion: versions[0], maxVersion: versions[1] }))
    .sort((one, other) => one.apiKey - other.apiKey)
}
