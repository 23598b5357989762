"""What Python programs do with an intake, on one kept connection. Argument: the sandbox's address.

Standard output: a JSON object of [status, reason, body] by what was sent.
"""

import gzip
import json
import sys

import requests

intake = sys.argv[1] + "/v1/events"
good = {"$schema": "/test/event/1.0.0", "meta": {"stream": "python.requests"}, "test": "größer"}
bad = dict(good, test=5)
session = requests.Session()


def read(answer):
    return [answer.status_code, answer.reason, answer.json() if answer.content else None]


json_text = json.dumps(good)
answers = {
    "one": session.post(intake, json=good),
    "some": session.post(intake, json=[good, bad]),
    # The answer is over 1 kB and comes gzipped, as requests asks for it.
    "many bad": session.post(intake, json=[bad] * 100),
    "too large": session.post(intake, data=b" " * (11 << 20), headers={"Content-Type": "application/json"}),
    "after too large": session.post(intake, json=good),
    "gzipped": session.post(
        intake,
        data=gzip.compress(json_text.encode()),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ),
    "text": session.post(intake, data=json_text, headers={"Content-Type": "text/plain; charset=utf-8"}),
    "form": session.post(intake, data=good),
    "hasty": session.post(intake, params={"hasty": "true"}, json=[good, good]),
    "in pieces": session.post(intake, data=iter([b"[", json_text.encode(), b"]"]), headers={"Content-Type": "application/json"}),
}
json.dump({name: read(answer) for name, answer in answers.items()}, sys.stdout)
