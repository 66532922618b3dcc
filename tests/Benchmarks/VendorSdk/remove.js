// The official ECS SDK does the benchmark's removal and writes "wall seconds, CPU seconds, peak MB, 0" as one line.
const ecs = require('@alicloud/ecs20140526');
const { Config } = require('@alicloud/openapi-core').$OpenApiUtil;
const [, , endpoint, accessKeyId, accessKeySecret, ...numbers] = process.argv;
const [warmUp, restMilliseconds, networkInterfaces, addressesEach, concurrency] = numbers.map(Number);
const regionId = 'cn-hangzhou';
const client = new ecs.default(new Config({ accessKeyId, accessKeySecret, endpoint, protocol: 'http', regionId }));

// The emulator's own: behind the block, the ENI's number, then the address's.
const addressOf = (eni, n) => `2001:db8:1234:1aa0::${eni > 0xffff ? (eni >>> 16).toString(16) + ':' : ''}${(eni & 0xffff).toString(16)}:${n.toString(16)}`;

async function remove(from, to) {
  let next = from;
  await Promise.all(Array.from({ length: concurrency }, async () => {
    while (next <= to) {
      const eni = next++;
      await client.unassignIpv6Addresses(new ecs.UnassignIpv6AddressesRequest({
        regionId,
        networkInterfaceId: `eni-bulk${String(eni).padStart(6, '0')}`,
        ipv6Address: Array.from({ length: addressesEach }, (_, i) => addressOf(eni, i + 1)),
      }));
    }
  }));
}

async function main() {
  await remove(1, warmUp);
  await new Promise((resume) => { setTimeout(resume, restMilliseconds); });
  const cpu = process.cpuUsage();
  const began = process.hrtime.bigint();
  await remove(warmUp + 1, warmUp + networkInterfaces);
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${wall} ${(user + system) / 1e6} ${process.resourceUsage().maxRSS / 1024} 0`);
}

main();
