#!/usr/bin/env python3
"""kafka-first-message.py: says `ready`; produces one message to the broker a line names, and says `acknowledged`."""
import sys

from confluent_kafka import Producer

print('ready', flush=True)
bootstrap = sys.stdin.readline().strip()
producer = Producer({
    'bootstrap.servers': bootstrap, 'acks': 1, 'linger.ms': 0, 'log_level': 0,
    'reconnect.backoff.ms': 10, 'reconnect.backoff.max.ms': 20, 'topic.metadata.refresh.fast.interval.ms': 20,
    'retry.backoff.ms': 20,
})
producer.produce('first', b'first', on_delivery=lambda error, _: print(error or 'acknowledged', flush=True))
producer.flush(60)
