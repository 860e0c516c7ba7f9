// Deploys template.yaml by CloudFormation's API to an emulator of AWS, and prints the stack's outputs as JSON.
//   node deploy.mjs http://127.0.0.1:4566 functions.zip
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [address, zip] = process.argv.slice(2)

async function aws(service, method, path, body) {
  const response = await fetch(address + path, {
    method,
    body,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': service === 's3' ? 'application/octet-stream' : 'application/x-www-form-urlencoded',
    },
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
  return text
}

const cloudFormation = (action, more) =>
  aws('cloudformation', 'POST', '/', new URLSearchParams({ Action: action, Version: '2010-05-15', StackName: 'conformance', ...more }).toString())

await aws('s3', 'PUT', '/code')
await aws('s3', 'PUT', '/code/functions.zip', readFileSync(zip))
await cloudFormation('CreateStack', {
  TemplateBody: readFileSync(fileURLToPath(new URL('template.yaml', import.meta.url)), 'utf8'),
  'Parameters.member.1.ParameterKey': 'Code',
  'Parameters.member.1.ParameterValue': 'code',
  'Capabilities.member.1': 'CAPABILITY_IAM',
})
let stack
do {
  await pause(100)
  stack = await cloudFormation('DescribeStacks')
} while (/<StackStatus>\w+_IN_PROGRESS</.test(stack))
if (!stack.includes('<StackStatus>CREATE_COMPLETE<')) throw new Error(stack)
await aws('s3', 'PUT', '/bucket/a.txt', 'hello\n')
const outputs = {}
for (const [member] of stack.matchAll(/<member>(?:(?!<member>)[\s\S])*?<OutputKey>[\s\S]*?<\/member>/g)) {
  outputs[/<OutputKey>(.*?)</.exec(member)[1]] = /<OutputValue>(.*?)</.exec(member)[1]
}
// MiniStack 1.5.33 ignores the CORS configuration of an HTTP API that CloudFormation made; on AWS this changes nothing.
await aws('apigateway', 'PATCH', `/v2/apis/${outputs.http}`, JSON.stringify({
  corsConfiguration: { allowOrigins: ['https://shop.example.com'], allowMethods: ['GET', 'PUT'], allowHeaders: ['content-type'], allowCredentials: true },
}))
console.log(JSON.stringify(outputs))
