import { z } from 'zod';
import { cautionSchema, claimSchema, foodSchema, lexiconSchema, sourceSchema, topicSchema, } from "./schema.js";
/** What editors complete from: file name → JSON Schema. Committed, and held current by a test (`npm run generate`). */
export function jsonSchemas() {
    const schemas = {
        'claim.schema.json': claimSchema,
        'sources.schema.json': z.array(sourceSchema),
        'cautions.schema.json': z.array(cautionSchema),
        'topics.schema.json': z.array(topicSchema),
        'foods.schema.json': z.array(foodSchema),
        'lexicon.schema.json': lexiconSchema,
        'not-covered.schema.json': z.array(z.string()),
    };
    return Object.fromEntries(Object.entries(schemas).map(([file, schema]) => [
        file,
        `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`,
    ]));
}
