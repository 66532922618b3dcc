// The vendor's credentials library, unchanged, on each file of the folder in argv: each line is the key that one gave, or null.
const fs = require('fs');
const path = require('path');
const { ProfileCredentialsProvider } = require('@alicloud/credentials');
const [, , folder] = process.argv;

async function main() {
  for (const { file, profile } of JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8'))) {
    process.env.ALIBABA_CLOUD_CREDENTIALS_FILE = path.join(folder, file);
    try {
      const { accessKeyId: id, accessKeySecret: secret } = await ProfileCredentialsProvider.builder().withProfileName(profile).build().getCredentials();
      console.log(JSON.stringify({ name: file, key: { id, secret } }));
    } catch {
      console.log(JSON.stringify({ name: file, key: null }));
    }
  }
}

main();
