import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** Sends bodies that are refused and prints how often each status came back: URL KEY MEGABYTES TRIES */
class RefusedBody {
  public static void main(String[] args) throws Exception {
    byte[] body = new byte[Integer.parseInt(args[2]) * 1_000_000];
    java.util.Arrays.fill(body, (byte) 'x');
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(args[0])).header("content-type", "application/json");
    if (!args[1].isEmpty()) request.header("x-api-key", args[1]);
    request.POST(BodyPublishers.ofByteArray(body));
    Map<String, Integer> seen = new TreeMap<>();
    for (int k = 0; k < Integer.parseInt(args[3]); k++) {
      String outcome;
      try {
        outcome = String.valueOf(client.send(request.build(), BodyHandlers.ofString()).statusCode());
      } catch (java.io.IOException error) {
        outcome = "error: " + error;
      }
      seen.merge(outcome, 1, Integer::sum);
    }
    seen.forEach((outcome, count) -> System.out.println(outcome + " " + count));
  }
}
