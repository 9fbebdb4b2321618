import { writeFileSync } from 'node:fs';
import { nccoSchema } from '../server/vonage/ncco-schema.js';

// `npm run schema:ncco`: the editor's JSON Schema, made from the table of rules.
writeFileSync('web/generated/ncco.schema.json', `${JSON.stringify(nccoSchema(), null, 2)}\n`);
