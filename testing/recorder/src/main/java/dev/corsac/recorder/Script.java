package dev.corsac.recorder;

import dev.corsac.browser.Call;

/** A call as a script makes it; the promise has what the script could see. */
final class Script {

    private static final String FETCH = """
            (async q => {
              try {
                const r = await fetch(q.url, {method: q.method, headers: q.headers, credentials: q.credentials,
                    mode: q.mode, redirect: q.redirect, body: q.body || undefined});
                return JSON.stringify({outcome: 'allowed', status: r.status, redirected: r.redirected,
                    readableHeaders: [...r.headers.keys()]});
              } catch (e) {
                return JSON.stringify({outcome: 'blocked', error: String(e)});
              }
            })(""";

    private static final String XHR = """
            (q => new Promise(done => {
              try {
                const x = new XMLHttpRequest();
                x.onload = () => done(JSON.stringify({outcome: 'allowed', status: x.status,
                    redirected: x.responseURL !== q.url, readableHeaders: x.getAllResponseHeaders().split('\\r\\n')
                    .filter(line => line).map(line => line.slice(0, line.indexOf(':')).toLowerCase()).sort()}));
                x.onerror = () => done(JSON.stringify({outcome: 'blocked', error: ''}));
                x.open(q.method, q.url);
                for (const [name, value] of q.headers) x.setRequestHeader(name, value);
                x.withCredentials = q.credentials === 'include';
                if (q.uploadListener) x.upload.onprogress = () => {};
                x.send(q.body || null);
              } catch (e) {
                done(JSON.stringify({outcome: 'blocked', error: String(e)}));
              }
            }))(""";

    private Script() {}

    static String of(Call call) {
        String json = Json.write(Case.request(call));
        return switch (call.initiator()) {
            case FETCH -> FETCH + json + ")";
            case XML_HTTP_REQUEST -> XHR + json + ")";
        };
    }
}
