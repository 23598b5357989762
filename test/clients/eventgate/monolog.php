<?php
// Logs three records through a buffer, which hands them on in one batch: one POST with three events.
// Arguments: the intake's address, the level of the second record's context ("good", or "bad" for one that is refused).
// Standard output: {"code", "reason"}; where nobody listens the exception is Monolog's caller's, and the exit code 1.

require 'Monolog/autoload.php';

use Monolog\Handler\AbstractProcessingHandler;
use Monolog\Handler\BufferHandler;
use Monolog\Logger;

final class EventGateHandler extends AbstractProcessingHandler
{
    private string $answer = '';

    public function __construct(private readonly string $intake)
    {
        parent::__construct();
    }

    public function handleBatch(array $records): void
    {
        $this->send(array_map($this->event(...), $records));
    }

    public function answer(): string
    {
        return $this->answer;
    }

    // Monolog 2 hands over arrays, 3 objects that can be read as arrays.
    protected function write(array|ArrayAccess $record): void
    {
        $this->send([$this->event($record)]);
    }

    private function event(array|ArrayAccess $record): array
    {
        return [
            '$schema' => '/test/event/1.0.0',
            'meta' => ['stream' => $record['channel'], 'dt' => $record['datetime']->format('Y-m-d\TH:i:s.vP')],
            'test' => $record['context']['wrong'] ?? $record['message'],
            'test_map' => ['level' => $record['level_name']],
        ];
    }

    private function send(array $events): void
    {
        $curl = curl_init($this->intake);
        $reason = '';
        curl_setopt_array($curl, [
            CURLOPT_POSTFIELDS => json_encode($events, JSON_THROW_ON_ERROR),
            CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HEADERFUNCTION => static function ($curl, string $line) use (&$reason): int {
                if (str_starts_with($line, 'HTTP/')) $reason = explode(' ', trim($line), 3)[2] ?? '';
                return strlen($line);
            },
        ]);
        if (curl_exec($curl) === false) throw new RuntimeException(curl_error($curl));
        $this->answer = json_encode(['code' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 'reason' => $reason]);
    }
}

[, $intake, $kind] = $argv;
$handler = new EventGateHandler($intake);
$buffer = new BufferHandler($handler);
$logger = new Logger('php.log', [$buffer]);
$logger->info('A wiki was opened');
$logger->warning('A page has gone', $kind === 'bad' ? ['wrong' => 404] : []);
$logger->error('Größer als ein Bildschirm');
$buffer->close();
echo $handler->answer();
