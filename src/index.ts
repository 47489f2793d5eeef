export {
  type ActionDefinition,
  type DecisionContext,
  defineAction,
} from './actions/define-action.ts';
export type { ReadInventory } from './app/inventory.ts';
export type { ReadPlaybooks } from './app/project/playbooks.ts';
export type { StoredPlan } from './app/stored-plan/format.ts';
export type { Ended } from './library/ended.ts';
export { events } from './library/events.ts';
export { loadInventory, loadPlaybooks, type PlaybookSettings } from './library/load.ts';
export { readPlan, savePlan } from './library/plan-file.ts';
export { rollback } from './library/rollback.ts';
export { apply, type Planned, plan } from './library/run.ts';
export type {
  ApplyPlanSettings,
  ApplySettings,
  RollbackSettings,
  RunSettings,
  Settings,
  VaultPasswords,
} from './library/settings.ts';
export type {
  Action,
  Answer,
  Decision,
  Observation,
  Obstacle as Trouble,
  PlanContext,
} from './model/action.ts';
export type { Change, Difference, ShownChange, Undo } from './model/change.ts';
export type { Diagnostic } from './model/diagnostic.ts';
export { RulerunError } from './model/error.ts';
export type { Operation } from './model/operation.ts';
export type { ParamsOf, Properties, PropertySchema } from './model/params/params-schema.ts';
export type { Address } from './model/playbook/address.ts';
export type { Approval, Link, Pipe, PipeEnd, PreviewTotals, Transport } from './model/ports.ts';
export type { RunEvent } from './model/run/event.ts';
export { ExitCode } from './model/run/exit-code.ts';
export { describeFailure, type Failure, HostFailure } from './model/run/failure.ts';
export type { Outcome } from './model/run/outcome.ts';
export type { JsonObject, JsonValue } from './model/values/json.ts';
export {
  type Perhaps,
  type Probe,
  type Probes,
  perhaps,
  type SureProbe,
  type Told,
} from './probes/probe.ts';
export type { View } from './renderers/view.ts';
export type { Summary } from './report/fold/summary.ts';
export { formatDiagnostic } from './source/diagnostics/explain.ts';
export { openTransports, type Transports } from './transports/transports.ts';
