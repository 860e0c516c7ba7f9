// Package benchmarks times CORS engines in Go with the policies and calls of DecisionBenchmark.
package benchmarks

import (
	"fmt"
	"math/rand"
	"net/http"
	"strings"
	"testing"

	rs "github.com/rs/cors"
)

type writer struct{ header http.Header }

func (w *writer) Header() http.Header         { return w.header }
func (w *writer) Write(b []byte) (int, error) { return len(b), nil }
func (w *writer) WriteHeader(int)             {}

var nothing = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

func origins(count int, wildcard bool) (allowed, sent []string) {
	for i := 0; i < count; i++ {
		tenant := fmt.Sprintf("tenant-%d.example.com", i*7919%1000003)
		if wildcard {
			allowed = append(allowed, "https://*."+tenant)
			sent = append(sent, "https://app."+tenant)
		} else {
			allowed = append(allowed, "https://"+tenant)
			sent = append(sent, "https://"+tenant)
		}
	}
	rand.New(rand.NewSource(1)).Shuffle(len(sent), func(i, j int) { sent[i], sent[j] = sent[j], sent[i] })
	return
}

func requests(call string, sent []string) []*http.Request {
	var requests []*http.Request
	for _, origin := range sent {
		request := &http.Request{Method: "POST", Header: http.Header{}}
		preflight := func(headers string) {
			request.Method = "OPTIONS"
			request.Header["Access-Control-Request-Method"] = []string{"PUT"}
			request.Header["Access-Control-Request-Headers"] = []string{headers}
		}
		switch call {
		case "actual-refused":
			origin = strings.Replace(origin, "tenant", "tenamt", 1)
		case "preflight-granted":
			preflight("authorization,content-type")
		case "preflight-refused":
			preflight("authorization,content-type,x-other")
		case "hostile-origin":
			origin = "https://" + strings.Repeat("a.", 4088) + origin[8:]
		case "hostile-headers":
			preflight(strings.Repeat("a,", 4096))
		}
		request.Header["Origin"] = []string{origin}
		requests = append(requests, request)
	}
	return requests
}

func BenchmarkRs(b *testing.B) {
	for _, size := range []string{"1", "10", "1000", "1000000", "wildcard1000"} {
		var count int
		fmt.Sscanf(strings.TrimPrefix(size, "wildcard"), "%d", &count)
		allowed, sent := origins(count, strings.HasPrefix(size, "wildcard"))
		handler := rs.New(rs.Options{
			AllowedOrigins:   allowed,
			AllowCredentials: true,
			AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"},
			AllowedHeaders:   []string{"authorization", "content-type"},
			ExposedHeaders:   []string{"ETag"},
			MaxAge:           600,
		}).Handler(nothing)
		for _, call := range []string{
			"actual-allowed", "actual-refused", "preflight-granted", "preflight-refused", "hostile-origin", "hostile-headers",
		} {
			some := sent
			if (strings.HasSuffix(call, "refused") || call == "hostile-origin") && len(some) > 100 {
				some = some[:100]
			}
			calls := requests(call, some)
			b.Run(call+"/"+size, func(b *testing.B) {
				w := &writer{header: make(http.Header, 8)}
				b.ReportAllocs()
				for i := 0; i < b.N; i++ {
					clear(w.header)
					handler.ServeHTTP(w, calls[i%len(calls)])
				}
			})
		}
	}
}
