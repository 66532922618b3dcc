// The official ECS SDK (V3 signatures), unchanged, against the endpoint in argv: each line is what one call gave.
const ecs = require('@alicloud/ecs20140526');
const { Config } = require('@alicloud/openapi-core').$OpenApiUtil;
const [, , host, accessKeyId, accessKeySecret] = process.argv;
const regionId = 'cn-hangzhou';
const networkInterfaceId = 'eni-bp1spare01';
const connect = (secret) =>
  new ecs.default(new Config({ accessKeyId, accessKeySecret: secret, endpoint: host, protocol: 'http', regionId }));

async function say(name, call) {
  try {
    const { statusCode, body } = await call();
    console.log(JSON.stringify({ name, statusCode, body }));
  } catch (error) {
    console.log(JSON.stringify({ name, code: error.code, statusCode: error.statusCode ?? error.data?.statusCode }));
  }
}

async function main() {
  const client = connect(accessKeySecret);
  const own = { regionId, networkInterfaceId };
  const unassign = (more) => () => client.unassignIpv6Addresses(new ecs.UnassignIpv6AddressesRequest({ ...own, ...more }));
  const assign = (more) => () => client.assignIpv6Addresses(new ecs.AssignIpv6AddressesRequest({ ...own, ...more }));
  const list = (more) => () => client.describeNetworkInterfaces(new ecs.DescribeNetworkInterfacesRequest({ regionId, ...more }));

  await say('list', list({ networkInterfaceId: [networkInterfaceId] }));
  await say('unassign addresses', unassign({ ipv6Address: ['2001:db8:1234:1a00::7:1', '2001:db8:1234:1a00::7:2'] }));
  await say('unassign again', unassign({ ipv6Address: ['2001:db8:1234:1a00::7:1'] }));
  await say('unassign prefix', unassign({ ipv6Prefix: ['2001:db8:1234:1a01:71::/80'] }));
  await say('assign addresses', assign({ ipv6Address: ['2001:db8:1234:1a00::7:1'] }));
  await say('assign count', assign({ ipv6PrefixCount: 2, clientToken: 'token' }));
  await say('regions', () => client.describeRegions(new ecs.DescribeRegionsRequest({})));

  const first = await list({ maxResults: 10 })();
  await say('first page', async () => first);
  await say('second page', list({ maxResults: 10, nextToken: first.body.nextToken }));
  await say('wrong secret', () => connect('wrong').describeRegions(new ecs.DescribeRegionsRequest({})));
}

main();
