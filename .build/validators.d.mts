import type { JsonObject } from '../src/model/values/json.ts';
import type { Validators } from '../src/source/schema/validators.ts';

export function compileValidators(schemas: ReadonlyMap<string, JsonObject>): Validators;
export function validatorModule(schemas: ReadonlyMap<string, JsonObject>): Promise<string>;
