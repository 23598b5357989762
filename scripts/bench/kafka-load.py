#!/usr/bin/env python3
"""kafka-load.py BOOTSTRAP|mock [COUNT=200000] [SIZE=1000] [ACKS=1]: a load by confluent-kafka; prints one line of JSON.

Produces COUNT messages of SIZE bytes to three partitions (linger 5 ms), reads them five times, then sends 100 a second for
five seconds and measures how long each takes to arrive. With `mock` the broker is librdkafka's own, in this process, which
keeps next to nothing: how fast the client is by itself.
"""
import json
import os
import sys
import threading
import time

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

bootstrap = sys.argv[1]
count = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
size = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
acks = sys.argv[4] if len(sys.argv) > 4 else '1'
is_mock = bootstrap == 'mock'
if is_mock:
    keeper = Producer({'test.mock.num.brokers': 1, 'log_level': 2})
    broker = next(iter(keeper.list_topics().brokers.values()))
    bootstrap = f'{broker.host}:{broker.port}'

topic = f'bench-{time.time_ns()}'
admin = AdminClient({'bootstrap.servers': bootstrap})
body = os.urandom(size // 2).hex().encode()[:size]


def create(name, partitions):
    if not is_mock:
        admin.create_topics([NewTopic(name, partitions, 1)])[name].result(15)


def produce():
    producer = Producer({
        'bootstrap.servers': bootstrap, 'linger.ms': 5, 'acks': acks, 'log_level': 2,
        'queue.buffering.max.messages': 200_000, 'queue.buffering.max.kbytes': 1_048_576,
    })
    counts = {'ok': 0, 'failed': 0}

    def delivered(error, _):
        counts['failed' if error else 'ok'] += 1

    began = time.perf_counter()
    for index in range(count):
        while True:
            try:
                producer.produce(topic, body, key=b'%d' % index, on_delivery=delivered)
                break
            except BufferError:
                producer.poll(0.01)
        if index % 1000 == 0:
            producer.poll(0)
    producer.flush(120)
    return counts, count / (time.perf_counter() - began)


# Each pass is timed from its first message, so that connecting and assigning do not count.
def consume(wanted, passes):
    consumer = Consumer({
        'bootstrap.servers': bootstrap, 'group.id': topic, 'enable.auto.commit': False, 'log_level': 2,
    })
    partitions = list(consumer.list_topics(topic).topics[topic].partitions)
    if is_mock:  # It keeps the last 5 MB of a partition only.
        ends = [consumer.get_watermark_offsets(TopicPartition(topic, each)) for each in partitions]
        wanted = sum(high - low for low, high in ends)
    messages, seconds = 0, 0.0
    for _ in range(passes):
        consumer.assign([TopicPartition(topic, each, OFFSET_BEGINNING) for each in partitions])
        began, first, skipped, read = time.perf_counter(), None, 0, 0
        while read < wanted and time.perf_counter() - began < 60:
            good = sum(1 for message in consumer.consume(min(10_000, wanted - read), 0.2) if not message.error())
            if good and first is None:
                first, skipped = time.perf_counter(), good
            read += good
        messages += read - skipped
        seconds += time.perf_counter() - (first or began)
    consumer.close()
    return messages / seconds


def latencies():
    name, found, stopped = topic + '-latency', [], threading.Event()
    create(name, 1)
    consumer = Consumer({'bootstrap.servers': bootstrap, 'group.id': name, 'fetch.wait.max.ms': 500})
    consumer.assign([TopicPartition(name, 0, 0)])

    def read():
        while not stopped.is_set():
            message = consumer.poll(0.1)
            if message and not message.error():
                found.append((time.time_ns() - int(message.value()[:20])) / 1e6)
        consumer.close()

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(1)
    producer = Producer({'bootstrap.servers': bootstrap, 'linger.ms': 0, 'acks': acks})
    for _ in range(500):
        producer.produce(name, b'%020d' % time.time_ns() + body)
        producer.poll(0)
        time.sleep(0.01)
    producer.flush(10)
    time.sleep(1)
    stopped.set()
    reader.join()
    return sorted(found[20:])


create(topic, 3)
counts, produced = produce()
consumed = consume(counts['ok'], 50 if is_mock else 5)
times = [] if is_mock else latencies()
print(json.dumps({
    'failed': counts['failed'],
    'producePerSecond': round(produced),
    'consumePerSecond': round(consumed),
    **({'p50': times[len(times) // 2], 'p99': times[int(len(times) * 0.99)]} if times else {}),
}))
