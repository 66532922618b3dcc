// The answers of operations as the official SDKs declare them: a line for each operation, with the type of each member.
const sdks = { ecs: require('@alicloud/ecs20140526'), vpc: require('@alicloud/vpc20160428') };

function* membersOf(model, path = '') {
  const types = model.types();
  for (const [key, name] of Object.entries(model.names())) {
    const type = types[key].itemType ?? types[key];
    if (typeof type === 'function') {
      yield* membersOf(type, `${path}${name}/`);
    } else {
      yield [path + name, type];
    }
  }
}

for (const operation of process.argv.slice(2)) {
  const [service, name] = operation.split(':');
  console.log(JSON.stringify({ name, members: Object.fromEntries(membersOf(sdks[service][`${name}ResponseBody`])) }));
}
