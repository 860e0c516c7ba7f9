// The functions behind the fronts. None of them does anything about CORS, but for the headers that two send by hand.
const response = more => ({ statusCode: 200, body: '{}', ...more })
const PAGE = 'https://shop.example.com'

exports.plain = async () => response()
exports.crash = async () => {
  throw new Error('secret')
}
exports.cookies = async () => response({ headers: { 'Access-Control-Allow-Origin': '*' }, cookies: ['a=b'] })
exports.own = async () => response({ headers: { 'Access-Control-Allow-Origin': '*' } })
exports.guard = async () => {
  throw new Error('Unauthorized')
}
// Behind the Function URL, which has one function for all paths.
exports.byPath = async event =>
  event.rawPath === '/own-origin' ? response({ headers: { 'Access-Control-Allow-Origin': PAGE } }) : response()
