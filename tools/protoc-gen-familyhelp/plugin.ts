// The local buf plugin: reads the orders and facts declared in proto/ and writes the TypeScript that everything else
// is built on. Run by `buf generate proto --template proto/buf.gen.yaml`.
import { createEcmaScriptPlugin, runNodeJs } from '@bufbuild/protoplugin';
import { readModel } from './model.ts';
import { withParts } from './parts.ts';
import { eventTable, eventTypes } from './events.ts';
import { commandClasses, commandTable, commandTypes } from './commands.ts';
import { inputs, mutations } from './graphql.ts';

const plugin = createEcmaScriptPlugin({
  name: 'protoc-gen-familyhelp',
  version: '1',
  generateTs(schema) {
    const model = withParts(readModel(schema.allFiles));
    const contracts = 'libs/contracts/src/generated';
    const record = 'apps/record/src/generated';
    const files: Record<string, string> = {
      [`${contracts}/events.ts`]: eventTypes(model, 'full'),
      [`${contracts}/clear.ts`]: eventTypes(model, 'clear'),
      [`${contracts}/opened.ts`]: eventTypes(model, 'opened'),
      [`${contracts}/event-table.ts`]: eventTable(model),
      [`${contracts}/commands.ts`]: commandTypes(model),
      [`${contracts}/command-table.ts`]: commandTable(model),
      [`${contracts}/command-classes.ts`]: commandClasses(model),
      [`${record}/inputs.ts`]: inputs(model),
      [`${record}/mutations.ts`]: mutations(model),
    };
    for (const [name, text] of Object.entries(files)) schema.generateFile(name).print(text.trimEnd());
  },
});

runNodeJs(plugin);
