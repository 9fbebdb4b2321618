import { buildSchema } from 'graphql';
import schemaText from '../../schema.graphql?raw';

/** The API's schema; large, so only parts that are loaded on demand import it. */
export const schema = buildSchema(schemaText);
