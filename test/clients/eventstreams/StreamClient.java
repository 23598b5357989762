import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Prints the data lines of a stream: `java StreamClient.java URL COUNT [LAST_EVENT_ID]`. */
class StreamClient {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(args[0])).header("accept", "text/event-stream");
        if (args.length > 2) request.header("last-event-id", args[2]);
        var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        answer.body().filter(line -> line.startsWith("data: ") || line.startsWith("id: "))
            .limit(2L * Integer.parseInt(args[1])).forEach(System.out::println);
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
}
