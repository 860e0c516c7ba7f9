// A custom runtime for the tests: does what the event says, with nothing between it and the Runtime API.
import fs from "node:fs";
import http from "node:http";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const base = "/2018-06-01/runtime/";
const agent = new http.Agent({keepAlive: true});

function send(method, path, headers = {}, write = request => request.end()) {
  return new Promise((resolve, reject) => {
    const request = http.request({host, port, agent, method, path: base + path, headers}, response => {
      const chunks = [];
      response.on("data", chunk => chunks.push(chunk));
      response.on("end", () =>
        resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString()}));
    });
    request.on("error", reject);
    write(request);
  });
}

const post = (path, body, headers) => send("POST", path, headers, request => request.end(body));
const streaming = type => ({
  "Lambda-Runtime-Function-Response-Mode": "streaming", "Transfer-Encoding": "chunked", "Content-Type": type,
});

if (process.env.FAIL === "init") {
  await post("init/error", JSON.stringify({errorType: "Config", errorMessage: "no configuration"}));
  process.exit(3);
}
if (process.env.FAIL === "exit") {
  console.log("last words");
  process.exit(4);
}

let calls = 0;
while (true) {
  const next = await send("GET", "invocation/next");
  const id = next.headers["lambda-runtime-aws-request-id"];
  const event = JSON.parse(next.body);
  calls++;
  switch (event.do) {
    case "fail":
      await post(`invocation/${id}/error`, JSON.stringify({errorType: "Asked", errorMessage: "to fail"}));
      break;
    case "exit":
      process.exit(9);
      break;
    case "stream":
      await send("POST", `invocation/${id}/response`, streaming("application/vnd.awslambda.http-integration-response"),
        request => {
          request.write('{"statusCode":201}\0\0\0');
          request.write("\0\0\0\0\0one ");
          request.end("two");
        });
      break;
    case "streamBytes":
      await send("POST", `invocation/${id}/response`, streaming("application/octet-stream"), request => request.end("raw"));
      break;
    case "streamAndFail":
      await send("POST", `invocation/${id}/response`,
        {...streaming("text/plain"), Trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body"},
        request => {
          request.write("half");
          request.addTrailers({
            "Lambda-Runtime-Function-Error-Type": "Runtime.StreamError",
            "Lambda-Runtime-Function-Error-Body":
              Buffer.from(JSON.stringify({errorType: "Asked", errorMessage: "to stop"})).toString("base64"),
          });
          request.end();
        });
      break;
    case "mistakes": {
      const early = await send("GET", "invocation/next");
      const mode = await post(`invocation/${id}/response`, "{}", {"Lambda-Runtime-Function-Response-Mode": "slow"});
      const other = await post("invocation/other/response", "{}");
      const init = await post("init/error", "{}");
      const path = await send("GET", "nothing");
      const right = await post(`invocation/${id}/response`,
        JSON.stringify([early, mode, other, init, path].map(answer => [answer.status, JSON.parse(answer.body).errorType])));
      const twice = await post(`invocation/${id}/response`, "{}");
      console.log(`then ${right.status} ${twice.status}`);
      break;
    }
    default:
      console.log("handled " + event.do);
      if (process.env.HANDLED) fs.appendFileSync(process.env.HANDLED, event.do + "\n");
      await post(`invocation/${id}/response`, JSON.stringify({
        runtime: "node", calls, pid: process.pid, event, greeting: process.env.GREETING,
        secret: process.env.CORSAC_TEST_SECRET ?? null, handler: process.env._HANDLER, cwd: process.cwd(),
        root: process.env.LAMBDA_TASK_ROOT, trace: next.headers["lambda-runtime-trace-id"],
        left: next.headers["lambda-runtime-deadline-ms"] - Date.now(),
      }));
  }
}
