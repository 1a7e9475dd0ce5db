// Sends bodies that are refused and prints how often each status came back: URL KEY MEGABYTES TRIES
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
)

func main() {
	megabytes, _ := strconv.Atoi(os.Args[3])
	tries, _ := strconv.Atoi(os.Args[4])
	body := bytes.Repeat([]byte("x"), megabytes*1_000_000)
	seen := map[string]int{}
	for range tries {
		request, _ := http.NewRequest("POST", os.Args[1], bytes.NewReader(body))
		request.Header.Set("content-type", "application/json")
		request.Header.Set("x-api-key", os.Args[2])
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			seen["error: "+err.Error()]++
			continue
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		seen[strconv.Itoa(answer.StatusCode)]++
	}
	for status, count := range seen {
		fmt.Println(status, count)
	}
}
