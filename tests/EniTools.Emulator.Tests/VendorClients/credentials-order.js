// The vendor's credentials library, unchanged, with the variables and the home folder of each case in the file in argv: whose key it signs with, or null.
const fs = require('fs');
const [, , file] = process.argv;

async function main() {
  for (const { name, home, variables } of JSON.parse(fs.readFileSync(file, 'utf8'))) {
    for (const variable of Object.keys(process.env).filter(variable => /^(ALI|ACCESS_KEY)/.test(variable))) delete process.env[variable];
    Object.assign(process.env, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', HOME: home, USERPROFILE: home }, variables);
    // It looks for the home folder once, when it is loaded.
    for (const module of Object.keys(require.cache).filter(module => module.includes('@alicloud'))) delete require.cache[module];
    const { default: Credential } = require('@alicloud/credentials');
    try {
      console.log(JSON.stringify({ name, id: (await new Credential().getCredential()).accessKeyId }));
    } catch {
      console.log(JSON.stringify({ name, id: null }));
    }
  }
}

main();
