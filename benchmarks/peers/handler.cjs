// What runs in serverless-offline. None of it has heard of CORS, but for one header by hand.
const answer = more => ({ statusCode: 200, body: '{}', ...more })

exports.plain = async () => answer()
exports.crash = async () => {
  throw new Error('secret')
}
exports.cookies = async () => answer({ headers: { 'Access-Control-Allow-Origin': '*' }, cookies: ['a=b'] })
exports.guard = async () => {
  throw new Error('Unauthorized')
}
