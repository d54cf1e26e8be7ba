// node validate.mjs SCHEMA DOCUMENT : validates a JSON document against a JSON schema (draft 07); one line a fault, exit code 1 if there are any.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const [schema, document] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
if (!validate(document)) {
  for (const { instancePath, message, params } of validate.errors) {
    console.log(`${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
  }
  process.exitCode = 1;
}
