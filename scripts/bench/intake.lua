-- BODY is the file with the request's body.
local file = assert(io.open(os.getenv("BODY"), "rb"))
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = file:read("*a")
file:close()

function done(summary, latency)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  local failed = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format('RESULT {"requests":%.1f,"p50":%.2f,"p99":%.2f,"failed":%d}',
    summary.requests / seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
