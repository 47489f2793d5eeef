import { brokenRule, paramRules } from '../../model/params/param-rules.ts';
import type { ParamsSchema } from '../../model/params/params-schema.ts';
import type { SchemaError, Validator } from './validators.ts';

/**
 * The validator of an action that was not there when rulerun was built. It says which rules between parameters are broken;
 * what is wrong with a single one is found where values are converted.
 */
export function rulesValidator(params: ParamsSchema): Validator {
  const rules = paramRules(params);
  let errors: readonly SchemaError[] = [];
  const validate = (data: unknown): boolean => {
    const given = new Set(Object.keys(data as object));
    errors = rules.flatMap((rule, index) =>
      brokenRule(rule, given) === undefined
        ? []
        : [{ instancePath: '', schemaPath: `#/allOf/${index}/rule`, keyword: rule.kind, params: {} }],
    );
    return errors.length === 0;
  };
  return Object.defineProperty(validate, 'errors', { get: () => errors });
}
