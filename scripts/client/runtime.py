class Problem(Exception):
    """Why the service refused a request or a row (RFC 9457); `errors` points to every wrong value."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(str(body.get("detail") or body.get("title") or f"the service answered {status}"))
        self.status = status
        self.type = str(body.get("type", "about:blank"))
        self.errors: list[dict[str, str]] = body.get("errors") or []
        self.request_id: str | None = body.get("request_id")


@dataclass(frozen=True)
class Answer:
    """The answer to a row: the probability of the positive class, and the exact coefficients that it comes from."""

    probability: float
    variant: str
    digest: str


_AGAIN = (429, 503)
_STREAM = 5_000


@dataclass(frozen=True)
class Client:
    """A client of the service at `url`. A request is sent again after 429, 503, and when the connection fails."""

    url: str
    key: str
    attempts: int = 4
    timeout: float = 30.0

    # <methods>
    # </methods>

    def _predict(self, model: str, row: Mapping[str, Any], variant: str | None) -> Answer:
        with self._post(model, variant, "application/json", json.dumps(row)) as response:
            body = json.load(response)["body"]
            return Answer(body["prediction"][1], body["variant"], response.headers.get("x-model-digest", ""))

    def _predict_all(self, model: str, rows: Sequence[Mapping[str, Any]], variant: str | None, batch: int) -> list[float]:
        probabilities: list[float] = []
        for first in range(0, len(rows), batch):
            text = json.dumps({"instances": list(rows[first : first + batch])})
            with self._post(model, variant, "application/json", text) as response:
                probabilities += [positive for _, positive in json.load(response)["body"]["predictions"]]
        return probabilities

    def _predict_stream(
        self, model: str, rows: Iterable[Mapping[str, Any]], variant: str | None
    ) -> Iterator[float | Problem]:
        rest = iter(rows)
        while lines := [json.dumps(row) for row in islice(rest, _STREAM)]:
            with self._post(model, variant, "application/x-ndjson", "\n".join(lines)) as response:
                for line in response:
                    answer = json.loads(line)
                    refused = "prediction" not in answer
                    yield Problem(answer["status"], answer) if refused else answer["prediction"][1]

    def _post(self, model: str, variant: str | None, content_type: str, text: str) -> HTTPResponse:
        path = f"/inference/{model}" + ("" if variant is None else f"/{variant}")
        headers = {"content-type": content_type, "x-api-key": self.key}
        for attempt in range(1, self.attempts + 1):
            request = Request(self.url.rstrip("/") + path, data=text.encode(), headers=headers)
            wait = 0.1 * 2**attempt
            try:
                return urlopen(request, timeout=self.timeout)
            except HTTPError as error:
                if attempt == self.attempts or error.code not in _AGAIN:
                    raise _problem(error) from None
                asked = error.headers.get("retry-after", "")
                wait = float(asked) if asked.isdigit() else wait
            except URLError:
                if attempt == self.attempts:
                    raise
            time.sleep(wait)
        raise ValueError("attempts is below 1")


def _problem(error: HTTPError) -> Problem:
    try:
        body = json.load(error)
    except ValueError:
        body = {}
    return Problem(error.code, body if isinstance(body, dict) else {})
