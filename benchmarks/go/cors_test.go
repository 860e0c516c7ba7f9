// Package benchmarks times CORS engines in Go with the policies and calls of DecisionBenchmark.
package benchmarks

import (
	"fmt"
	"math/rand"
	"net/http"
	"strconv"
	"strings"
	"testing"

	jub0bs "github.com/jub0bs/cors"
	rs "github.com/rs/cors"
)

// A writer that keeps what it is told, as the stubs of the Java engines do; its map is used again.
type writer struct {
	header http.Header
	status int
}

func (w *writer) Header() http.Header         { return w.header }
func (w *writer) Write(b []byte) (int, error) { return len(b), nil }
func (w *writer) WriteHeader(status int)      { w.status = status }

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

var calls = []string{
	"actual-allowed", "actual-refused", "preflight-granted", "preflight-refused", "hostile-origin", "hostile-headers",
}

func wrapRs(allowed []string) (http.Handler, error) {
	return rs.New(rs.Options{
		AllowedOrigins:   allowed,
		AllowCredentials: true,
		AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"},
		AllowedHeaders:   []string{"authorization", "content-type"},
		ExposedHeaders:   []string{"ETag"},
		MaxAge:           600,
	}).Handler(nothing), nil
}

func wrapJub0bs(allowed []string) (http.Handler, error) {
	middleware, err := jub0bs.NewMiddleware(jub0bs.Config{
		Origins:         allowed,
		Credentialed:    true,
		Methods:         []string{"PUT"},
		RequestHeaders:  []string{"Authorization", "Content-Type"},
		ResponseHeaders: []string{"ETag"},
		MaxAgeInSeconds: 600,
	})
	if err != nil {
		return nil, err
	}
	return middleware.Wrap(nothing), nil
}

// Names are engine/call/origins, as the parameters of DecisionBenchmark.
func BenchmarkDecision(b *testing.B) {
	for _, engine := range []struct {
		name string
		wrap func([]string) (http.Handler, error)
	}{{"jub0bs", wrapJub0bs}, {"rs", wrapRs}} {
		b.Run(engine.name, func(b *testing.B) {
			for _, size := range []string{"1", "10", "1000", "1000000", "wildcard1000"} {
				answer(b, size, engine.wrap)
			}
		})
	}
}

func answer(b *testing.B, size string, wrap func([]string) (http.Handler, error)) {
	var handler http.Handler
	var sent []string
	for _, call := range calls {
		if size == "1000000" && strings.HasPrefix(call, "hostile") {
			continue
		}
		var some []*http.Request
		b.Run(call+"/"+size, func(b *testing.B) {
			// Made once, though this is called for each b.N, and not for those that -bench leaves out.
			if handler == nil {
				wildcard := strings.HasPrefix(size, "wildcard")
				count, err := strconv.Atoi(strings.TrimPrefix(size, "wildcard"))
				if err != nil {
					b.Fatal(err)
				}
				var allowed []string
				allowed, sent = origins(count, wildcard)
				if handler, err = wrap(allowed); err != nil {
					b.Fatal(err)
				}
			}
			if some == nil {
				origins := sent
				if (strings.HasSuffix(call, "refused") || call == "hostile-origin") && len(origins) > 100 {
					origins = origins[:100]
				}
				some = requests(call, origins)
			}
			w := &writer{header: make(http.Header, 8)}
			handler.ServeHTTP(w, some[0])
			granted := call == "actual-allowed" || call == "preflight-granted"
			// In rs the * of a wildcard is any text of any length.
			lenient := call == "hostile-origin"
			if !lenient && granted != (w.header.Get("Access-Control-Allow-Origin") != "") {
				b.Fatalf("answers wrongly: %v", w.header)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i, next := 0, 0; i < b.N; i++ {
				clear(w.header)
				handler.ServeHTTP(w, some[next])
				if next++; next == len(some) {
					next = 0
				}
			}
		})
	}
}
