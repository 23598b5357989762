# Reads `count` events with pywikibot's sseclient, then resumes behind the last one: prints a line of JSON for each.
import json
import sys

from sseclient import SSEClient

url, count, last_id = sys.argv[1], int(sys.argv[2]), (sys.argv[3:] or [None])[0]
seen = 0
for message in SSEClient(url, last_id=last_id):
    # The first message is empty: it comes of ":ok", as in the original.
    if not message.data:
        continue
    print(json.dumps({"event": message.event, "id": message.id, "test": json.loads(message.data)["test"]}), flush=True)
    seen += 1
    if seen == count:
        break
