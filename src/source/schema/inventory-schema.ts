import type { JsonObject } from '../../model/values/json.ts';
import { connectionVariables } from './connection-variables.ts';
import { propertyJsonSchema } from './param-schema.ts';

/** An inventory in YAML as JSON Schema, for editors. It means the same in draft-07 and 2020-12. */
export function inventorySchema(): JsonObject {
  const known = Object.entries(connectionVariables).map(
    ([name, property]) => [name, propertyJsonSchema(property)] as const,
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'rulerun inventory',
    description: 'Groups of hosts, `all` being the group of all of them',
    type: 'object',
    additionalProperties: { $ref: '#/definitions/group' },
    definitions: {
      group: {
        description: 'A group: its hosts, its variables, and the groups inside it',
        type: ['object', 'null'],
        properties: {
          hosts: {
            description: 'Hosts by name or range, such as `web[01:20]`, each with its variables',
            type: ['object', 'string', 'null'],
            additionalProperties: { $ref: '#/definitions/variables' },
          },
          vars: { $ref: '#/definitions/variables' },
          children: {
            description: 'Groups inside this one',
            type: ['object', 'string', 'null'],
            additionalProperties: { $ref: '#/definitions/group' },
          },
        },
        additionalProperties: false,
      },
      variables: {
        description: 'Variables; those that say how a host is reached are described',
        type: ['object', 'null'],
        properties: Object.fromEntries(known),
      },
    },
  };
}
