#!/usr/bin/env python3
"""idempotent_producer.py BOOTSTRAP TOPIC GROUP: produces numbers to three partitions and reads them in a group, whatever
becomes of the broker, until a line comes on stdin; then waits for all, and prints what was acknowledged as JSON."""
import json
import sys
import threading

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

bootstrap, topic, group = sys.argv[1:4]
soon = {'reconnect.backoff.ms': 20, 'reconnect.backoff.max.ms': 100, 'log_level': 0}
admin = AdminClient({'bootstrap.servers': bootstrap, **soon})
admin.create_topics([NewTopic(topic, 3, 1)])[topic].result(30)
stop = threading.Event()
committed = {}


def consume():
    consumer = Consumer({
        'bootstrap.servers': bootstrap, 'group.id': group, 'enable.auto.commit': False,
        'auto.offset.reset': 'earliest', 'session.timeout.ms': 45_000, **soon,
    })
    consumer.subscribe([topic])
    while not stop.is_set():
        messages = [each for each in consumer.consume(100, 0.1) if not each.error()]
        places = {each.partition(): each.offset() + 1 for each in messages}
        if not places:
            continue
        try:
            consumer.commit(offsets=[TopicPartition(topic, *each) for each in places.items()], asynchronous=False)
            committed.update(places)
        except KafkaException:
            pass  # The broker is gone just now.
    consumer.close()


def delivered(error, _):
    counts['failed' if error else 'acknowledged'] += 1


counts = {'acknowledged': 0, 'failed': 0}
producer = Producer({
    'bootstrap.servers': bootstrap, 'enable.idempotence': True, 'acks': 'all', 'linger.ms': 2,
    'delivery.timeout.ms': 600_000, 'retry.backoff.ms': 20, 'retry.backoff.max.ms': 100, **soon,
})
reader = threading.Thread(target=consume)
reader.start()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
print('running', flush=True)
number = 0
while not stop.is_set():
    if len(producer) < 2000:
        producer.produce(topic, str(number), partition=number % 3, on_delivery=delivered)
        number += 1
    producer.poll(0.001)
left = producer.flush(120)
reader.join()
print(json.dumps({**counts, 'sent': number, 'left': left, 'committed': committed}))
