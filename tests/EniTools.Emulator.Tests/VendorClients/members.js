// The members of answers about ENIs as the official ECS SDK declares them: a line for each operation.
const ecs = require('@alicloud/ecs20140526');

function* membersOf(model, path = '') {
  const types = model.types();
  for (const [key, name] of Object.entries(model.names())) {
    const type = types[key].itemType ?? types[key];
    if (typeof type === 'function') {
      yield* membersOf(type, `${path}${name}/`);
    } else {
      yield path + name;
    }
  }
}

for (const name of ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeNetworkInterfaceAttribute']) {
  console.log(JSON.stringify({ name, members: [...membersOf(ecs[`${name}ResponseBody`])] }));
}
