/** An answer in the words of EventStreams or KafkaSSE, before the stream has begun. */
export interface StreamError {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** EventStreams' own: a problem page with the request in it. */
export function requestError(status: number, uri: string, type: string, title: string, detail: string): StreamError {
  return { status, body: { status, type, title, detail, method: 'GET', uri } }
}

/** KafkaSSE's: a Last-Event-ID that cannot be read. */
export function assignmentError(about: Readonly<Record<string, unknown>>): StreamError {
  const name = 'InvalidAssignmentError'
  const message =
    'Must provide either an array topic names, or  an array of objects with topic, partition and offset|timestamp.'
  return { status: 400, body: { message, origin: 'KafkaSSE', name, originalName: name, ...about, statusCode: 400 } }
}

/** KafkaSSE's: a topic that is not one of the streams', or is not there. */
export function topicNotAvailable(topic: string, availableTopics: readonly string[]): StreamError {
  const name = 'TopicNotAvailableError'
  const message = `Topic '${topic}' is not available for consumption.`
  return {
    status: 404,
    body: { message, origin: 'KafkaSSE', name, originalName: name, availableTopics, statusCode: 404 },
  }
}

/** KafkaSSE's: none of the topics that are configured is there. */
export function nothingAvailable(allowedTopics: readonly string[]): StreamError {
  const name = 'ConfigurationError'
  const message =
    'No topics available for consumption. This likely means that the configured allowedTopics do not exist.'
  return {
    status: 500,
    body: { message, origin: 'KafkaSSE', name, originalName: name, allowedTopics, statusCode: 500 },
  }
}

/** Better than the original, which waits for ever or answers 500: the topic has no such partition. */
export function unknownPartition(topic: string, partition: number): StreamError {
  const message = `${topic} has no partition ${partition}.`
  const name = 'UnknownPartitionError'
  return { status: 404, body: { message, origin: 'KafkaSSE', name, originalName: name, statusCode: 404 } }
}
