<?php
// Sends events as MediaWiki's EventBus does, and reads the answer as EventBus does (includes/EventBus.php): an array
// even for one event, exactly `content-type: application/json`, and of a failure's body every value is mapped over.
// Standard input: {"url", "events"}, or "body" for what EventBus would not send, and "headers" for others than its own.
// Standard output: {"code", "reason", "isDelivered", "failed": {kind: [stream]}, "message"}.

set_error_handler(static function (int $level, string $message): never {
    throw new ErrorException($message);
});

$request = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$body = $request['body'] ?? json_encode($request['events'], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);

$reason = '';
$curl = curl_init($request['url']);
curl_setopt_array($curl, [
    CURLOPT_POST => true,
    CURLOPT_POSTFIELDS => $body,
    CURLOPT_HTTPHEADER => $request['headers'] ?? ['content-type: application/json'],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HEADERFUNCTION => static function ($curl, string $line) use (&$reason): int {
        // The last status line counts: a large body is preceded by 100 Continue.
        if (preg_match('#^HTTP/\S+ \d+ ?(.*)#', trim($line), $match)) $reason = $match[1];
        return strlen($line);
    },
]);
$answer = curl_exec($curl);
$code = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);

$isDelivered = $code < 300 && $code !== 207 && $code !== 0;
$failed = [];
if (!$isDelivered && is_string($answer) && $answer !== '') {
    foreach (json_decode($answer, true, 512, JSON_THROW_ON_ERROR) as $kind => $failures) {
        $events = array_map(static fn (array $failure) => $failure['event'], $failures);
        $failed[$kind] = array_map(static fn (?array $event) => $event['meta']['stream'] ?? null, $events);
    }
}
echo json_encode([
    'code' => $code,
    'reason' => $reason,
    'isDelivered' => $isDelivered,
    'failed' => (object) $failed,
    'message' => $isDelivered ? null : "Unable to deliver all events: $code: $reason",
    'curl' => curl_error($curl),
]);
