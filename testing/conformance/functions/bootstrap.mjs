// Runs a function of handler.js, FUNCTION, as a Lambda runtime does: it asks the Runtime API for events and sends the responses back.
import functions from './handler.js'

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`
const handler = functions[process.env.FUNCTION]

while (true) {
  const next = await fetch(`${api}/next`)
  const id = next.headers.get('lambda-runtime-aws-request-id')
  const event = await next.json()
  try {
    await fetch(`${api}/${id}/response`, { method: 'POST', body: JSON.stringify(await handler(event)) })
  } catch (error) {
    await fetch(`${api}/${id}/error`, { method: 'POST', body: JSON.stringify({ errorType: error.name, errorMessage: error.message }) })
  }
}
