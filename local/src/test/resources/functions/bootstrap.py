# A custom runtime in Python's own library.
import json
import os
import urllib.request

BASE = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/"
calls = 0
while True:
    with urllib.request.urlopen(BASE + "invocation/next") as answer:
        request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
        event = json.load(answer)
    calls += 1
    print("handled", event["do"], flush=True)
    body = json.dumps({"runtime": "python", "calls": calls, "pid": os.getpid(), "event": event}, separators=(",", ":"))
    urllib.request.urlopen(BASE + "invocation/" + request_id + "/response", body.encode()).close()
