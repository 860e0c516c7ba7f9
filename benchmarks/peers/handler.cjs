// What runs in serverless-offline: a function that does nothing.
exports.plain = async () => ({ statusCode: 200, body: '{}' })
