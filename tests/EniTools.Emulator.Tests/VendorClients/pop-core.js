// The older RPC client (V1 signatures), unchanged, by GET and by POST: each line is what one call gave.
const { RPCClient } = require('@alicloud/pop-core');
const [, , host, accessKeyId, accessKeySecret] = process.argv;
const connect = (secret) => new RPCClient({ accessKeyId, accessKeySecret: secret, endpoint: `http://${host}`, apiVersion: '2014-05-26' });
const own = { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp1web01b' };

async function say(name, client, action, parameters, method) {
  try {
    console.log(JSON.stringify({ name: `${name} by ${method}`, statusCode: 200, body: await client.request(action, parameters, { method }) }));
  } catch (error) {
    console.log(JSON.stringify({ name: `${name} by ${method}`, code: error.code, statusCode: error.result?.statusCode }));
  }
}

async function main() {
  const client = connect(accessKeySecret);
  let address = 1;
  for (const method of ['GET', 'POST']) {
    await say('list', client, 'DescribeNetworkInterfaces', { RegionId: 'cn-hangzhou', NetworkInterfaceId: ['eni-bp1web01b'] }, method);
    const named = { ...own, Ipv6Address: [`2001:db8:1234:1a00::2:${address++}`, `2001:db8:1234:1a00::2:${address++}`] };
    await say('unassign', client, 'UnassignIpv6Addresses', named, method);
    await say('unassign again', client, 'UnassignIpv6Addresses', named, method);
    await say('assign', client, 'AssignIpv6Addresses', named, method);
    await say('wrong secret', connect('wrong'), 'DescribeRegions', {}, method);
  }
}

main();
