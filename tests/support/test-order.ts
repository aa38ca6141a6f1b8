import sequencing from '@jest/test-sequencer';

// Its types are those of its CommonJS file; what Node imports is the class itself.
const Sequencer = sequencing as unknown as typeof sequencing.default;
type Tests = Parameters<InstanceType<typeof Sequencer>['allFailedTests']>[0];

/** Whole stories in processes of their own: small files that take a minute. Begun last, one of them would run alone at the end. */
const LONG = /[\\/]journeys[\\/]|[\\/]admin[\\/]load-example|[\\/]platform[\\/](?:workers|backup|embedded)|[\\/]outputs[\\/]|[\\/]outage/;

/** The long ones first; else Jest's own order: the longest first as far as it has times, by size where it has none yet. */
export default class LongFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return [...sorted.filter(({ path }) => LONG.test(path)), ...sorted.filter(({ path }) => !LONG.test(path))];
  }
}
