import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, table } from './arithmetic.ts';
import { type Contestant, contestants } from './contestants.ts';
import { type Fleet, startFleet, whyNoFleet } from './fleet.ts';
import { checkDone, makeFresh } from './hosts.ts';
import { measure } from './measure.ts';
import { modelCost } from './model.ts';
import { asTable, type Sample, summarize } from './result.ts';
import { validateCost } from './validate.ts';

const usage = `npm run bench -- [--hosts 50] [--forks 25] [--rounds 3] [--json FILE] [--bin FILE] [--no-ansible]
                 [--profile FOLDER]
npm run bench -- --model 1000     the engine alone, without network and hosts
npm run bench -- --validate       \`validate\` of 5,000 tasks
`;
const startUps = 20;

interface Options {
  readonly hosts: number;
  readonly forks: number;
  readonly rounds: number;
  readonly json: string | undefined;
  readonly bin: string;
  readonly ansible: boolean;
  /** Where Node leaves a CPU profile of each run of rulerun. */
  readonly profile: string | undefined;
  /** Measure the engine alone, with so many model hosts. */
  readonly model: number | undefined;
  /** Measure `validate`. */
  readonly validate: boolean;
}

/** Measures the ten tasks on a fleet and prints a table; `source` is the folder of this program. */
export async function main(argv: readonly string[], source: string): Promise<number> {
  const options = optionsFrom(argv, source);
  if (options === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  if (options.model !== undefined) return measureModel(options.model);
  if (options.validate) {
    process.stdout.write(`${await validateCost(options.bin)}\n`);
    return 0;
  }
  const reason = whyNoFleet();
  if (reason !== undefined) {
    process.stderr.write(`${reason}\n`);
    return 2;
  }
  await using fleet = await startFleet(options.hosts, source);
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
    }
  });
  return await Promise.race([run(options, fleet, source), interrupted]);
}

async function run(options: Options, fleet: Fleet, source: string): Promise<number> {
  const all = contestants({ ...options, fleet, work: join(source, 'work') }, options.ansible);
  const samples: Sample[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const contestant of all) {
      makeFresh(fleet);
      for (const phase of ['changing', 'unchanged'] as const) {
        const sample = await take(contestant, phase, fleet);
        samples.push(sample);
        process.stderr.write(
          `round ${round}, ${sample.name}, ${phase}: ${(sample.wallMs / 1000).toFixed(2)} s\n`,
        );
      }
    }
  }
  const rows = summarize(samples, options.hosts, 'OpenSSH, one script');
  const versionMs = await startUp(options.bin, source);
  process.stdout.write(`${asTable(rows)}\nrulerun version: ${versionMs.toFixed(0)} ms\n`);
  const { hosts, forks, rounds } = options;
  if (options.json !== undefined) {
    writeFileSync(
      options.json,
      `${JSON.stringify({ hosts, forks, rounds, versionMs, rows, samples }, null, 2)}\n`,
    );
  }
  return 0;
}

async function take({ name, command }: Contestant, phase: Sample['phase'], fleet: Fleet): Promise<Sample> {
  const cpuBefore = fleet.cpuMs();
  const before = fleet.traffic();
  const measured = await measure(command);
  checkDone(fleet, name);
  const after = fleet.traffic();
  return {
    name,
    phase,
    ...measured,
    targetCpuMs: fleet.cpuMs() - cpuBefore,
    packets: after.packets - before.packets,
    bytes: after.bytes - before.bytes,
  };
}

async function measureModel(hosts: number): Promise<number> {
  const costs = [await modelCost(hosts, 'changing'), await modelCost(hosts, 'unchanged')];
  const rows = costs.map(({ phase, cpuMsPerHost, kibPerHost }) => [
    phase,
    cpuMsPerHost.toFixed(2),
    kibPerHost.toFixed(1),
  ]);
  process.stdout.write(`${table([[`${hosts} model hosts`, 'CPU ms/host', 'KiB/host'], ...rows])}\n`);
  return 0;
}

/** The median time of the shortest command there is, in milliseconds. */
async function startUp(bin: string, folder: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < startUps; run += 1) {
    const command = { prefix: [], words: [process.execPath, bin, 'version'], environment: {}, folder };
    times.push((await measure(command)).wallMs);
  }
  return median(times);
}

/** Undefined: not a command line of ours. */
function optionsFrom(argv: readonly string[], source: string): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        hosts: { type: 'string', default: '50' },
        forks: { type: 'string', default: '25' },
        rounds: { type: 'string', default: '3' },
        json: { type: 'string' },
        bin: { type: 'string', default: join(source, '../../dist/bin.js') },
        profile: { type: 'string' },
        model: { type: 'string' },
        validate: { type: 'boolean', default: false },
        'no-ansible': { type: 'boolean', default: false },
      },
    });
    const [hosts = 0, forks = 0, rounds = 0] = [values.hosts, values.forks, values.rounds].map(Number);
    const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
    if (![hosts, forks, rounds].every(isCount)) return undefined;
    const model = values.model === undefined ? undefined : Number(values.model);
    if (model !== undefined && !isCount(model)) return undefined;
    const { json, bin, profile, validate } = values;
    return { hosts, forks, rounds, json, bin, profile, model, validate, ansible: !values['no-ansible'] };
  } catch {
    return undefined;
  }
}
