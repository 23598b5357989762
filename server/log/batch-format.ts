/*
 * Record batches, format v2, as in Kafka's "Record Batch" (kafka.apache.org/documentation/#recordbatch). Big endian;
 * varint and varlong are zigzag. The numbers at the right are positions. We write magic 2 without compression; we read
 * magic 2 with every codec. Magic 0 and 1, the formats before Kafka 0.11, are neither read nor written.
 *
 *   RecordBatch => BaseOffset BatchLength PartitionLeaderEpoch Magic CRC Attributes LastOffsetDelta BaseTimestamp
 *                  MaxTimestamp ProducerId ProducerEpoch BaseSequence RecordsCount [Record]
 *     BaseOffset           => int64     0   outside the CRC: the broker's to set
 *     BatchLength          => int32     8   of all that follows
 *     PartitionLeaderEpoch => int32    12   outside the CRC: the broker's to set
 *     Magic                => int8     16   2
 *     CRC                  => uint32   17   CRC32C of all that follows
 *     Attributes           => int16    21   bits 0-2 codec, 3 LogAppendTime, 4 transactional, 5 control, 6 delete horizon
 *     LastOffsetDelta      => int32    23
 *     BaseTimestamp        => int64    27
 *     MaxTimestamp         => int64    35
 *     ProducerId           => int64    43   -1: none
 *     ProducerEpoch        => int16    51   -1: none
 *     BaseSequence         => int32    53   -1: none
 *     RecordsCount         => int32    57
 *     Records              => bytes    61   compressed as a whole where the codec says so
 *
 *   Record => Length Attributes TimestampDelta OffsetDelta KeyLength Key ValueLength Value HeadersCount [Header]
 *     Length         => varint    of all that follows
 *     Attributes     => int8      unused
 *     TimestampDelta => varlong
 *     OffsetDelta    => varint
 *     KeyLength      => varint    -1: null
 *     Key            => bytes
 *     ValueLength    => varint    -1: null
 *     Value          => bytes
 *     HeadersCount   => varint
 *   Header => KeyLength Key ValueLength Value
 *     KeyLength      => varint
 *     Key            => utf8
 *     ValueLength    => varint    -1: null
 *     Value          => bytes
 */

/** Where the fields of a batch are. */
export const at = {
  baseOffset: 0,
  batchLength: 8,
  leaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  recordsCount: 57,
  records: 61,
} as const

/** BatchLength counts what comes behind it, from this position on. */
export const lengthCountsFrom = at.leaderEpoch

/** Bits of the attributes. */
export const attribute = { codec: 0b111, logAppendTime: 0b1000, transactional: 0b1_0000, control: 0b10_0000 } as const

/** Writes an int64 from a number of at most 53 bits; three times as fast as by way of a BigInt. */
export function writeInt64(bytes: Buffer, position: number, value: number): void {
  bytes.writeInt32BE(Math.floor(value / 2 ** 32), position)
  bytes.writeUInt32BE(value >>> 0, position + 4)
}

/** Reads an int64 as a number; beyond 53 bits the last digits are lost. */
export function readInt64(bytes: Buffer, position: number): number {
  return bytes.readInt32BE(position) * 2 ** 32 + bytes.readUInt32BE(position + 4)
}
