import type { EngineOptions, GraphEngine } from '../../../shared/core/engine.ts';
import { createNativeEngine } from '../../../shared/execute/native-engine.ts';
import { createReferenceEngine } from '../../../shared/execute/reference-engine.ts';
import { createPlanner } from '../../../shared/plan/create-planner.ts';
import { compileResponseWriter } from '../../../shared/response/compile-response-writer.ts';
import { buildApiSchema } from '../../../shared/supergraph/build-schemas.ts';
import { noDegradation } from '../../support/declared-rules.ts';

export interface EngineUnderTest {
  readonly name: string;
  create(options: EngineOptions): Promise<GraphEngine>;
  /** Whether it reports values of wrong types in `errors`. An engine that does not is still judged by its data. */
  readonly reportsInvalidValues: boolean;
  /** Whether fields are always in the order of their selection. */
  readonly keepsFieldOrder: boolean;
}

/** A plan that takes longer is a failure. The limit is longer on machines that are busy with other programs. */
const planTimeoutMs = Number(process.env['PLAN_TIMEOUT_MS'] ?? 10_000);

export const enginesUnderTest: readonly EngineUnderTest[] = [
  {
    name: 'reference',
    create: createReferenceEngine,
    reportsInvalidValues: false,
    keepsFieldOrder: false,
  },
  { name: 'native', create: createNative, reportsInvalidValues: true, keepsFieldOrder: true },
];

async function createNative(options: EngineOptions): Promise<GraphEngine> {
  const { supergraph } = options;
  const schema = buildApiSchema(supergraph);
  const planner = await createPlanner({ supergraph, schema, timeoutMs: planTimeoutMs });
  const engine = createNativeEngine({
    ...options,
    schema,
    planner,
    view: undefined,
    compileResponseWriter,
    maxResponseBytes: 10_000_000,
    sharingKey: undefined,
    overrideLabels: {},
    degradation: noDegradation,
  });
  return {
    ...engine,
    async close() {
      await engine.close();
      await planner.close();
    },
  };
}
