/** The answer to a member that may not join. */
export function refusedJoin(memberId: string, errorCode: number) {
  return { errorCode, generationId: -1, protocolName: '', leader: '', memberId, members: [] }
}
