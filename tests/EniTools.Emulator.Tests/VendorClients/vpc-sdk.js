// The official VPC SDK (V3 signatures), unchanged, against the endpoint in argv: each line is what one call gave.
const vpc = require('@alicloud/vpc20160428');
const { Config } = require('@alicloud/openapi-core').$OpenApiUtil;
const [, , host, accessKeyId, accessKeySecret] = process.argv;
const regionId = 'cn-hangzhou';
const connect = (secret) =>
  new vpc.default(new Config({ accessKeyId, accessKeySecret: secret, endpoint: host, protocol: 'http', regionId }));

async function say(name, call) {
  try {
    const { statusCode, body } = await call();
    console.log(JSON.stringify({ name, statusCode, body }));
    return body;
  } catch (error) {
    console.log(JSON.stringify({ name, code: error.code, statusCode: error.statusCode ?? error.data?.statusCode }));
  }
}

async function main() {
  const client = connect(accessKeySecret);
  const list = (more) => () => client.describeIpv6Addresses(new vpc.DescribeIpv6AddressesRequest({ regionId, ...more }));
  const buy = (more) => () =>
    client.allocateIpv6InternetBandwidth(new vpc.AllocateIpv6InternetBandwidthRequest({ regionId, ...more }));
  const change = (more) => () => client.modifyIpv6InternetBandwidth(new vpc.ModifyIpv6InternetBandwidthRequest({ regionId, ...more }));
  const end = (more) => () => client.deleteIpv6InternetBandwidth(new vpc.DeleteIpv6InternetBandwidthRequest({ regionId, ...more }));
  const release = (more) => () => client.releaseIpv6Address(new vpc.ReleaseIpv6AddressRequest({ regionId, ...more }));

  await say('public', list({ networkType: 'Public', pageSize: 50 }));
  await say('prefixes', list({ addressType: 'IPv6Prefix', serviceManaged: false, includeReservationData: true }));
  await say('second page', list({ pageNumber: 2, pageSize: 10 }));
  const left = (await say('left over', list({ name: 'left over' }))).ipv6Addresses.ipv6Address[0];
  const { ipv6AddressId, ipv6GatewayId } = left;
  const ipv6InternetBandwidthId = left.ipv6InternetBandwidth.ipv6InternetBandwidthId;

  await say('release too early', release({ ipv6AddressId }));
  await say('dry run', end({ ipv6InternetBandwidthId, dryRun: true }));
  await say('end', end({ ipv6InternetBandwidthId, clientToken: 'end' }));
  await say('end once more', end({ ipv6InternetBandwidthId, clientToken: 'end' }));
  await say('end again', end({ ipv6InternetBandwidthId }));
  await say('buy', buy({ ipv6AddressId, ipv6GatewayId, bandwidth: 9, internetChargeType: 'PayByTraffic' }));
  await say('change', change({ ipv6AddressId, bandwidth: 11 }));
  await say('bought', list({ ipv6AddressId }));
  await say('end by address', end({ ipv6AddressId }));
  await say('release', release({ ipv6AddressId }));
  await say('released', list({ ipv6AddressId }));
  await say('wrong secret', () => connect('wrong').describeIpv6Addresses(new vpc.DescribeIpv6AddressesRequest({ regionId })));
}

main();
