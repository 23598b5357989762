import { pointerTo } from '../event/json-pointer.ts'
import { isObject, type JsonObject } from './json-object.ts'

/**
 * The field that a configuration names, such as `$id`, or `meta.version` where no key is called that, and where it
 * stands; as lodash's `get` finds it.
 */
export function configuredField(
  document: JsonObject,
  name: string,
): { readonly value: unknown; readonly pointer: string } {
  if (Object.hasOwn(document, name)) return { value: document[name], pointer: pointerTo('', name) }
  let value: unknown = document
  let pointer = ''
  for (const key of name.split('.')) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
    pointer = pointerTo(pointer, key)
  }
  return { value, pointer }
}
